using System;
using Xunit;
using Xunit.Sdk;

namespace KerioMigration.Tests.Suites;

/// <summary>A test of a suite. Skipped where the class that runs the suite <see cref="NeedsAttribute"/> something missing, never in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("KerioMigration.Tests.Suites." + nameof(SuiteFactDiscoverer), "KerioMigration.Tests")]
public sealed class SuiteFactAttribute : FactAttribute
{
    /// <summary>What the test reads below <c>../shared</c>.</summary>
    public string? Shared { get; set; }
}

/// <summary>Programs (Debian has them as packages) without which this class cannot run its suite.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(params string[] programs) : Attribute
{
    public string[] Programs => programs;
}
