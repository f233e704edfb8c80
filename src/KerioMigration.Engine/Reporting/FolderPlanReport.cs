using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Reporting;

/// <summary>What a migration would do with one folder, flat. Nothing was written to find out.</summary>
public sealed record FolderPlanReport
{
    public string Mailbox { get; init; } = "";

    /// <summary>The folder's path at the source.</summary>
    public string Folder { get; init; } = "";

    /// <summary>What the folder is for: a name of <c>ItemKind</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Its place at the destination; empty when it is not carried.</summary>
    public string Destination { get; init; } = "";

    /// <summary><c>Carry</c>, <c>Hold</c> (its items wait for a later run) or <c>Exclude</c>.</summary>
    public string Action { get; init; } = "";

    /// <summary>As the source counts them, before filters by date.</summary>
    public long Items { get; init; }

    /// <summary>Of these, those that earlier runs have carried.</summary>
    public long Carried { get; init; }

    /// <summary>As the source stores them; 0 when it does not say.</summary>
    public long Bytes { get; init; }

    /// <summary>Mail addresses that the folder would get.</summary>
    public string Addresses { get; init; } = "";

    /// <summary>A name of <c>Reason</c>: why the folder is not carried, or not now; <c>None</c> when it is.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What of the folder, beside its items, would not come along; sentences, empty when nothing is foreseen.</summary>
    public string Loss { get; init; } = "";

    /// <summary>One for each folder of this mailbox, parents before children.</summary>
    public static IEnumerable<FolderPlanReport> From(MailboxPlan plan) => plan.Folders.Select(f => From(plan.User.Source, f));

    private static FolderPlanReport From(MailboxRef mailbox, FolderPlan folder) => new()
    {
        Mailbox = mailbox.Address,
        Folder = FolderPath.Join(folder.Source.Path),
        Kind = folder.Source.Kind.ToString(),
        Destination = folder.Target is { } target ? string.Join("/", target.Path) : "",
        Action = folder.Target is not null ? "Carry" : folder.IsHeld ? "Hold" : "Exclude",
        Items = folder.Source.ItemCount,
        Carried = folder.CarriedCount,
        Bytes = folder.Source.Size,
        Addresses = string.Join(", ", folder.Addresses),
        Reason = folder.Reason.ToString(),
        Loss = string.Join("; ", folder.Losses),
    };
}
