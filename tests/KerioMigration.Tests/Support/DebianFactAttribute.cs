using System;
using System.Linq;
using Xunit;

namespace KerioMigration.Tests.Support;

/// <summary>A test that runs these programs (Debian has them as packages); skipped where one is missing, never in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DebianFactAttribute : FactAttribute
{
    public DebianFactAttribute(params string[] programs)
    {
        var missing = programs.FirstOrDefault(p => TestPaths.FindProgram(p) is null);
        if (!TestPaths.IsContinuousIntegration && missing is not null)
        {
            Skip = $"The program {missing} is not installed.";
        }
    }
}
