using System;
using System.IO;
using System.Linq;
using KerioMigration.Tests.Support;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace KerioMigration.Tests.Suites;

public sealed class SuiteTestCase : XunitTestCase
{
    [Obsolete("Called by the deserializer alone.")]
    public SuiteTestCase()
    {
    }

    public SuiteTestCase(IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(sink, display, options, method)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute)
    {
        if (TestPaths.IsContinuousIntegration)
        {
            return null;
        }

        var shared = factAttribute.GetNamedArgument<string?>(nameof(SuiteFactAttribute.Shared));
        if (shared is not null && !Path.Exists(TestPaths.Shared(shared)))
        {
            return $"{TestPaths.Shared(shared)} is not there.";
        }

        var missing = TestMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsAttribute).AssemblyQualifiedName)
            .SelectMany(a => a.GetNamedArgument<string[]>(nameof(NeedsAttribute.Programs)))
            .FirstOrDefault(p => TestPaths.FindProgram(p) is null);
        return missing is null ? base.GetSkipReason(factAttribute) : $"The program {missing} is not installed.";
    }
}
