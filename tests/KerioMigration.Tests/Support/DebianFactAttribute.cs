using System;
using System.IO;
using System.Linq;
using Xunit;

namespace KerioMigration.Tests.Support;

/// <summary>A test that runs these programs (Debian has them as packages); skipped where one is missing, never in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DebianFactAttribute : FactAttribute
{
    private string? shared;
    private string? pythonModule;

    public DebianFactAttribute(params string[] programs)
    {
        var missing = programs.FirstOrDefault(p => TestPaths.FindProgram(p) is null);
        if (!TestPaths.IsContinuousIntegration && missing is not null)
        {
            Skip = $"The program {missing} is not installed.";
        }
    }

    /// <summary>A module that Debian's own Python has to know, besides.</summary>
    public string? PythonModule
    {
        get => pythonModule;
        set
        {
            pythonModule = value;
            if (!TestPaths.IsContinuousIntegration && value is not null && !TestPaths.HasPythonModule(value))
            {
                Skip = $"The Python module {value} is not installed.";
            }
        }
    }

    /// <summary>What the test reads below <c>../shared</c> besides, as in <see cref="SharedFactAttribute"/>.</summary>
    public string? Shared
    {
        get => shared;
        set
        {
            shared = value;
            if (!TestPaths.IsContinuousIntegration && value is not null && !Path.Exists(TestPaths.Shared(value)))
            {
                Skip = $"{TestPaths.Shared(value)} is not there.";
            }
        }
    }
}
