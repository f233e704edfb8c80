using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Reporting;

/// <summary>What a migration would do with one mailbox or distribution group, flat. Nothing was written to find out.</summary>
public sealed record PlanReport
{
    /// <summary><c>Mailbox</c>, or <c>Group</c> for a distribution group.</summary>
    public string Kind { get; init; } = "Mailbox";

    /// <summary>The address at the source, also of a distribution group.</summary>
    public string Mailbox { get; init; } = "";

    public string DisplayName { get; init; } = "";

    public string Destination { get; init; } = "";

    /// <summary><c>Use</c> (the account, resource or group is there), <c>Create</c> or <c>Refuse</c>.</summary>
    public string Action { get; init; } = "";

    /// <summary>Folders that would be carried.</summary>
    public long Folders { get; init; }

    public long ExcludedFolders { get; init; }

    public long RenamedFolders { get; init; }

    /// <summary>
    /// Items in those folders as the source counts them, before filters by date and whatever an earlier run has carried; or as many as were
    /// named one by one.
    /// </summary>
    public long Items { get; init; }

    /// <summary>Of these items, those that earlier runs have carried; the others are still to come.</summary>
    public long Carried { get; init; }

    /// <summary>Items in further folders that wait for a sign-in of the user's own, and a later run that has it carries them; or all, where a mailbox becomes a resource.</summary>
    public long Held { get; init; }

    /// <summary>As the source stores them; 0 for items named one by one.</summary>
    public long Bytes { get; init; }

    /// <summary>What the account would get beside items, in words; empty when nothing, or not asked for.</summary>
    public string AccountDetail { get; init; } = "";

    /// <summary>Rights on folders that would be given.</summary>
    public long Rights { get; init; }

    public long Delegates { get; init; }

    /// <summary>The out of office would be set.</summary>
    public bool OutOfOffice { get; init; }

    /// <summary>Rules for incoming mail that would be set.</summary>
    public long Rules { get; init; }

    /// <summary>Members that would be added to the group.</summary>
    public long Members { get; init; }

    /// <summary>What of rights, delegates, settings and members would not be there as it was, a sentence each; empty when nothing.</summary>
    public string Losses { get; init; } = "";

    /// <summary>
    /// A name of <c>Reason</c>: why the mailbox would be refused, or, when it would not, what may end it early (<c>QuotaExceeded</c>)
    /// or keeps items back (<c>NoPlaceInResource</c>, or why an archive cannot be read).
    /// <c>None</c> when nothing is foreseen.
    /// </summary>
    public string Reason { get; init; } = "";

    public string Message { get; init; } = "";

    public static PlanReport From(MailboxPlan plan) => new()
    {
        Mailbox = plan.User.Source.Address,
        DisplayName = plan.User.DisplayName,
        Destination = plan.Account?.Address ?? plan.Resource?.Address ?? WantedAddress(plan.User),
        Action = plan.Refusal is not null ? "Refuse" : plan.Account is null && plan.Resource is null ? "Create" : "Use",
        Folders = plan.CarriedFolders.Count(),
        ExcludedFolders = plan.Folders.Count(f => f.Target is null),
        RenamedFolders = plan.CarriedFolders.Count(f => f.IsRenamed),
        Items = plan.User.Items?.Count ?? plan.ItemCount,
        Carried = plan.User.Items is null ? plan.CarriedCount : 0,
        Held = plan.HeldCount,
        Bytes = plan.User.Items is null ? plan.Size : 0,
        AccountDetail = plan.AccountPlan?.ToString() ?? "",
        Rights = CountOf(plan, MailboxPart.Permission),
        Delegates = CountOf(plan, MailboxPart.Delegate),
        OutOfOffice = CountOf(plan, MailboxPart.OutOfOffice) > 0,
        Rules = CountOf(plan, MailboxPart.InboxRule),
        Losses = Sentences(plan.Parts.SelectMany(p => p.Losses.Select(l => $"{p.Part} {p.Place}".TrimEnd() + ": " + l))),
        Reason = ((plan.Refusal ?? plan.Concern)?.Reason ?? Model.Reason.None).ToString(),
        Message = (plan.Refusal ?? plan.Concern)?.Message ?? "",
    };

    public static PlanReport From(GroupPlan plan) => new()
    {
        Kind = "Group",
        Mailbox = plan.Address,
        DisplayName = plan.Name,
        Destination = plan.Destination,
        Action = plan.Refusal is not null ? "Refuse" : plan.IsCreated ? "Create" : "Use",
        Members = plan.Count,
        Losses = Sentences(plan.Losses),
        Reason = (plan.Refusal?.Reason ?? Model.Reason.None).ToString(),
        Message = plan.Refusal?.Message ?? "",
    };

    private static long CountOf(MailboxPlan plan, MailboxPart part) => plan.Parts.Where(p => p.Part == part).Sum(p => p.Count);

    private static string Sentences(IEnumerable<string> losses) => string.Join(" ", losses.Select(l => l + "."));

    private static string WantedAddress(UserMapping user) =>
        user.DestinationDomain.Length == 0 ? user.DestinationLogin : user.DestinationLogin + "@" + user.DestinationDomain;
}
