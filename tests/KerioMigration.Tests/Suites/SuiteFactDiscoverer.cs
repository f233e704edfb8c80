using Xunit.Abstractions;
using Xunit.Sdk;

namespace KerioMigration.Tests.Suites;

/// <summary>Makes test cases that know the class they run in, which an attribute on an inherited method does not.</summary>
public sealed class SuiteFactDiscoverer(IMessageSink sink) : FactDiscoverer(sink)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        new SuiteTestCase(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod);
}
