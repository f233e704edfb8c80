using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Conversion.Settings;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Settings;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// Brings over what the owner of one mailbox has set for it: the out of office and the rules for incoming mail. What they set at the
/// destination themselves stays. Never fails the mailbox.
/// </summary>
/// <param name="ledger">Null: a preview.</param>
/// <param name="record">Of this mailbox.</param>
/// <param name="withdrawal">As <paramref name="record"/>.</param>
internal sealed class SettingTransfer(PartContext context, PartEvents events, ISettingLedger? ledger, PartRecord record, Withdrawal withdrawal)
{
    /// <exception cref="MigrationException">Scope Run.</exception>
    public async Task CarryAsync(ISourceMailbox source, PartDestination destination, IReadOnlyList<FolderPlan> plans, CancellationToken cancellationToken)
    {
        if (source.Settings is { } found)
        {
            await TryAsync(MailboxPart.OutOfOffice, () => CarryReplyAsync(found, destination, cancellationToken)).ConfigureAwait(false);
            await TryAsync(MailboxPart.InboxRule, () => CarryRulesAsync(found, destination, plans, cancellationToken)).ConfigureAwait(false);
        }
    }

    private async Task TryAsync(MailboxPart part, Func<Task> carry)
    {
        events.Begin(part);
        try
        {
            await carry().ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.Scope != FailureScope.Run)
        {
            events.Failed(part, "", e.Failure);
        }
    }

    private async Task CarryReplyAsync(IMailboxSettings source, PartDestination destination, CancellationToken cancellationToken)
    {
        var found = await source.ReadOutOfOfficeAsync(cancellationToken).ConfigureAwait(false);
        var converted = OutOfOfficeConverter.Convert(found, context.Time.GetUtcNow());
        if ((converted is null && record.Of(MailboxPart.OutOfOffice).Count == 0) || Owned(MailboxPart.OutOfOffice, destination) is not { } settings)
        {
            return;
        }

        if (converted is not var (reply, losses))
        {
            // It is over at the source: a setting that follows, and nothing that -RemoveDeleted is about.
            await WithdrawAsync(record.Of(MailboxPart.OutOfOffice), isAllowed: true, cancellationToken).ConfigureAwait(false);
            return;
        }

        var there = await settings.ReadReplyAsync(cancellationToken).ConfigureAwait(false);
        if (there == reply)
        {
            events.Carried(MailboxPart.OutOfOffice, "", 0, losses);
        }
        else if (there.IsEmpty || IsOurs(there))
        {
            var entry = new PartEntry(MailboxPart.OutOfOffice, "", "", there.IsEmpty ? "" : there.Fingerprint, reply.Fingerprint);
            var isReal = await record.IntendAsync([entry], cancellationToken).ConfigureAwait(false);
            await (isReal ? settings.WriteReplyAsync(reply, cancellationToken) : Task.CompletedTask).ConfigureAwait(false);
            events.Carried(MailboxPart.OutOfOffice, "", 1, losses);
        }
        else
        {
            events.Carried(MailboxPart.OutOfOffice, "", 0, ["the owner has set another one at the destination, which was left as it is"]);
        }
    }

    /// <summary>As an earlier run left it.</summary>
    private bool IsOurs(AutomaticReply there) => record.IsOurs(MailboxPart.OutOfOffice, "", "", there.Fingerprint);

    private async Task CarryRulesAsync(
        IMailboxSettings source, PartDestination destination, IReadOnlyList<FolderPlan> plans, CancellationToken cancellationToken)
    {
        var rules = Named(await source.ReadRulesAsync(cancellationToken).ConfigureAwait(false));
        if ((rules.Count == 0 && record.Of(MailboxPart.InboxRule).Count == 0) || Owned(MailboxPart.InboxRule, destination) is not { } settings)
        {
            return;
        }

        var places = await PlacesAsync(rules, plans, cancellationToken).ConfigureAwait(false);
        var converted = new RuleConverter(places).Convert(rules);
        var wanted = converted.Select(c => c.Rule).OfType<DeliveryRule>().ToList();
        var outcomes = await AddAsync(settings, wanted, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < rules.Count; i++)
        {
            var outcome = converted[i].Rule is { } rule ? outcomes[wanted.IndexOf(rule)] : (RuleOutcome?)null;
            events.Carried(MailboxPart.InboxRule, rules[i].Name, outcome is RuleOutcome.Added or RuleOutcome.Updated ? 1 : 0, Losses(outcome, converted[i].Losses));
        }

        var gone = record.Of(MailboxPart.InboxRule).Where(e => !rules.Any(r => string.Equals(r.Name, e.Name, StringComparison.OrdinalIgnoreCase))).ToList();
        await WithdrawAsync(gone, record.MayWithdraw, cancellationToken).ConfigureAwait(false);
    }

    private async Task WithdrawAsync(IReadOnlyList<PartEntry> entries, bool isAllowed, CancellationToken cancellationToken)
    {
        var stale = entries.Select(e => new StalePart(e, e.Name.Length > 0 ? e.Name : "out of office")).ToList();
        var (count, left) = await withdrawal.RunAsync(stale, isAllowed, cancellationToken).ConfigureAwait(false);
        events.Carried(entries.Count > 0 ? entries[0].Part : MailboxPart.InboxRule, "", count, left);
    }

    private async Task<IReadOnlyList<RuleOutcome>> AddAsync(IOwnerSettings settings, IReadOnlyList<DeliveryRule> wanted, CancellationToken cancellationToken)
    {
        var known = ledger is null
            ? [.. record.Of(MailboxPart.InboxRule).Select(e => e.Name)]
            : await ledger.ReadSettingsAsync(MailboxPart.InboxRule, cancellationToken).ConfigureAwait(false);
        var outcomes = wanted.Count == 0 ? [] : await settings.AddRulesAsync(wanted, known, record, cancellationToken).ConfigureAwait(false);

        // Noted when they are there: one that never was would count as removed by its owner.
        foreach (var name in wanted.Where((_, i) => outcomes[i] is RuleOutcome.Added or RuleOutcome.Present or RuleOutcome.Updated).Select(r => r.Name).Except(known))
        {
            await (ledger?.NoteSettingAsync(MailboxPart.InboxRule, name, cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
        }

        return outcomes;
    }

    private static IReadOnlyList<string> Losses(RuleOutcome? outcome, IReadOnlyList<string> losses) => outcome switch
    {
        null => [.. losses.Select(l => "is not carried: " + l)],
        RuleOutcome.Different => ["there is another rule of this name at the destination, which was left as it is"],
        RuleOutcome.Removed => ["its owner removed it at the destination, and it was not added again"],
        _ => losses,
    };

    /// <summary>Each with a name of its own: by it a rule is known again.</summary>
    private static IReadOnlyList<InboxRule> Named(IReadOnlyList<InboxRule> rules)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        return [.. rules.Select(r => r with { Name = NewName(r.Name.Trim(), names) })];
    }

    private static string NewName(string wanted, HashSet<string> taken)
    {
        var name = wanted.Length == 0 ? "Rule" : wanted;
        for (var i = 2; !taken.Add(name); i++)
        {
            name = FormattableString.Invariant($"{wanted} ({i})");
        }

        return name;
    }

    private async Task<RulePlaces> PlacesAsync(IReadOnlyList<InboxRule> rules, IReadOnlyList<FolderPlan> plans, CancellationToken cancellationToken)
    {
        var carried = plans.Where(p => p.Target is { } target && ItemKinds.IsMessage(target.Kind)).ToList();
        var paths = carried.ToDictionary(p => p.Source.Id, p => string.Join("/", p.Target!.Path), StringComparer.Ordinal);
        var deleted = carried.Find(p => p.Source.Role == FolderRole.Deleted)?.Source.Id;
        Dictionary<string, string> addresses = new(StringComparer.OrdinalIgnoreCase);
        foreach (var value in rules.SelectMany(r => r.Conditions.Concat(r.Exceptions).Concat(r.Actions)).SelectMany(c => c.Values).Where(v => v.IndexOf('@') > 0))
        {
            addresses[value] = await AddressOfAsync(value, cancellationToken).ConfigureAwait(false);
        }

        return new RulePlaces(id => paths.TryGetValue(id, out var path) ? path : null, deleted is null ? null : paths[deleted], a => addresses[a]);
    }

    /// <summary>People are who the user map says, in this run or an earlier one.</summary>
    private async Task<string> AddressOfAsync(string address, CancellationToken cancellationToken)
    {
        var known = (await context.ReadMailboxAsync(address, cancellationToken).ConfigureAwait(false))?.Mailbox.DestinationAddress;
        var mapped = context.Users.FirstOrDefault(u => string.Equals(u.Source.Address, address, StringComparison.OrdinalIgnoreCase));
        return known is { Length: > 0 } ? known
            : mapped is { DestinationLogin.Length: > 0, DestinationDomain.Length: > 0 } ? $"{mapped.DestinationLogin}@{mapped.DestinationDomain}"
            : address;
    }

    private IOwnerSettings? Owned(MailboxPart part, PartDestination destination)
    {
        if (destination.Settings is null)
        {
            events.Held(part, destination.Obstacle);
        }

        return destination.Settings;
    }
}
