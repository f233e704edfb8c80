using System;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace KerioMigration.Tests.Support;

/// <summary>What every refusal of a cmdlet must have.</summary>
internal static class CmdletAssert
{
    /// <summary>The one error of the command, with everything that an administrator needs.</summary>
    /// <param name="words">What the message must name.</param>
    public static void Refused(PowerShell shell, string id, ErrorCategory category, object target, params string[] words)
    {
        var error = Assert.Single(shell.Streams.Error);
        Assert.Equal(
            (id, category, target.ToString()),
            (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category, error.TargetObject?.ToString()));
        Assert.All(words, w => Assert.Contains(w, error.ErrorDetails.Message, StringComparison.Ordinal));
        Assert.NotEqual("", error.ErrorDetails.RecommendedAction);
    }

    public static void NoError(PowerShell shell) => Assert.Empty(shell.Streams.Error.Select(e => e.ToString()));
}
