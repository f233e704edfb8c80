using System;
using System.IO;
using Xunit;

namespace KerioMigration.Tests.Support;

/// <summary>As <see cref="SharedFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute(string relativePath = "")
    {
        var path = TestPaths.Shared(relativePath);
        if (!TestPaths.IsContinuousIntegration && !Path.Exists(path))
        {
            Skip = $"{path} is not there.";
        }
    }
}
