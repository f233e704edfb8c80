using System;
using System.IO;
using Xunit;

namespace KerioMigration.Tests.Support;

/// <summary>A test that reads <c>../shared/PATH</c>; skipped on a bare clone, never in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(string relativePath = "")
    {
        var path = TestPaths.Shared(relativePath);
        if (!TestPaths.IsContinuousIntegration && !Path.Exists(path))
        {
            Skip = $"{path} is not there.";
        }
    }
}
