using System;
using Xunit;

namespace KerioMigration.Tests.Support;

/// <summary>A test of what only Linux has, such as <c>/proc</c>; skipped elsewhere, also in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "Only Linux has what it needs.";
        }
    }
}
