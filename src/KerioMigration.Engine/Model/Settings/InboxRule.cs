using System.Collections.Generic;

namespace KerioMigration.Engine.Model.Settings;

/// <summary>A rule for incoming mail at the source.</summary>
public sealed record InboxRule
{
    public string Name { get; init; } = "";

    public bool IsEnabled { get; init; }

    /// <summary>Why the source cannot tell the whole rule, or does not follow it; null when it does both.</summary>
    public string? Obstacle { get; init; }

    /// <summary>All must hold; none: every message.</summary>
    public IReadOnlyList<RuleClause> Conditions { get; init; } = [];

    /// <summary>None may hold.</summary>
    public IReadOnlyList<RuleClause> Exceptions { get; init; } = [];

    public IReadOnlyList<RuleClause> Actions { get; init; } = [];
}

/// <summary>One condition or action of a rule.</summary>
/// <param name="Kind">
/// As the schema of Exchange Web Services names it (ContainsSubjectStrings, MoveToFolder); the ends of a size range are two, MinimumSize
/// and MaximumSize.
/// </param>
/// <param name="Values">
/// Texts, any of which will do; or SMTP addresses, or names without an at sign of those who have none or are a group that the condition
/// looks into; or a folder's id; or kilobytes.
/// </param>
public sealed record RuleClause(string Kind, IReadOnlyList<string> Values);
