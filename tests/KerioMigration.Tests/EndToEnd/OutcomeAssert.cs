using System;
using System.Linq;
using KerioMigration.Demo.Hosting;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>What every refusal must have.</summary>
internal static class OutcomeAssert
{
    /// <summary>The one error about <paramref name="target"/>, with everything that an administrator needs.</summary>
    /// <param name="words">What the message must name: what, where.</param>
    public static void Refused(CommandOutcome outcome, string reason, string category, string target, params string[] words)
    {
        var error = Assert.Single(outcome.Errors, e => e.Target == target);
        Assert.StartsWith(reason + ",", error.Id, StringComparison.Ordinal);
        Assert.Equal(category, error.Category);
        Assert.All(words, w => Assert.Contains(w, error.Message, StringComparison.OrdinalIgnoreCase));
        Assert.NotEqual("", error.RecommendedAction);
    }

    /// <summary>The command ended by one error about the whole run, and named no mailbox as guilty.</summary>
    public static void RunRefused(CommandOutcome outcome, string reason, string category, params string[] words)
    {
        Assert.Single(outcome.Errors);
        Refused(outcome, reason, category, "Run", words);
    }

    public static void Completed(CommandOutcome outcome, params string[] mailboxes)
    {
        Assert.Empty(outcome.Errors);
        Assert.Equal(
            mailboxes.Select(m => m + " Completed").Order(StringComparer.Ordinal),
            outcome.Output.Select(o => $"{o["Mailbox"]} {o["State"]}").Order(StringComparer.Ordinal));
    }

    public static void Warned(CommandOutcome outcome, string text) => Assert.True(
        outcome.Warnings.Any(w => w.Contains(text, StringComparison.Ordinal)), $"{text} is not among\n{string.Join("\n", outcome.Warnings)}");

    public static void State(CommandOutcome outcome, string mailbox, string state) =>
        Assert.Equal(state, Assert.Single(outcome.Output, o => o["Mailbox"].ToString() == mailbox)["State"].ToString());
}
