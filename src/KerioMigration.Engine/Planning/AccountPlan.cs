using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Engine.Planning;

/// <summary>What an account lacks of what the source says about its user.</summary>
public sealed record AccountPlan
{
    /// <summary>Free ones that the account is to get.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>What is set at once, on an account that the migration made.</summary>
    public AccountChange Now { get; init; } = new();

    /// <summary>What would stand in the way of items, so that the run that cuts the mailbox over sets it; on an account that the migration made.</summary>
    public AccountChange AtEnd { get; init; } = new();

    /// <summary>A sentence for each thing that is not, or not yet, as it was.</summary>
    public IReadOnlyList<string> Losses { get; init; } = [];

    public override string ToString() => string.Join("; ", Parts().OfType<string>());

    private IEnumerable<string?> Parts()
    {
        yield return Addresses.Count == 0 ? null : "addresses " + string.Join(", ", Addresses);
        yield return Now.FullName is { } name ? "full name " + name : null;
        yield return Now.IsPublished == false ? "not in address lists" : null;
        yield return AtEnd.QuotaBytes is { } quota ? FormattableString.Invariant($"quota {quota:N0} bytes") : null;
        yield return AtEnd.IsEnabled == false ? "disabled" : null;
    }
}
