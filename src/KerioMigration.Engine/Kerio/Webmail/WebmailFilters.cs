using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Settings;
using KerioMigration.Engine.Transfer;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>The filters of one mailbox. They are written as a whole, which the server takes from whoever has seen its last state alone.</summary>
/// <param name="known">As for <see cref="IOwnerSettings.AddRulesAsync"/>.</param>
/// <param name="record">As <paramref name="known"/>.</param>
internal sealed class WebmailFilters(WebmailClient client, IReadOnlyCollection<string> known, PartRecord record)
{
    /// <inheritdoc cref="IOwnerSettings.AddRulesAsync"/>
    public async Task<IReadOnlyList<RuleOutcome>> AddAsync(IReadOnlyList<DeliveryRule> rules, CancellationToken cancellationToken)
    {
        var wanted = rules.Select(FilterRule.ToJson).ToList();
        IReadOnlyList<RuleOutcome> outcomes = [];
        var isWritten = await ChangeAsync(
            async there =>
            {
                // Whatever was found first: what was written by a call whose answer got lost is as it was wanted.
                outcomes = outcomes.Count > 0 ? outcomes : [.. wanted.Select(w => OutcomeOf(w, there))];
                var open = wanted.Where(w => OutcomeOf(w, there) is RuleOutcome.Added or RuleOutcome.Updated).ToList();
                var isReal = await record.IntendAsync([.. open.Select(o => EntryOf(o, there))], cancellationToken).ConfigureAwait(false);
                return open.Count == 0 || !isReal ? null : With(open, there);
            },
            cancellationToken).ConfigureAwait(false);
        await (isWritten ? CheckAsync(wanted, cancellationToken) : Task.CompletedTask).ConfigureAwait(false);
        return outcomes;
    }

    /// <summary>Takes those away that are as these say.</summary>
    public async Task<IReadOnlyList<ReversedPart>> RemoveAsync(IReadOnlyList<PartEntry> entries, bool isPreview, CancellationToken cancellationToken)
    {
        List<ReversedPart> reversed = [];
        await ChangeAsync(
            there =>
            {
                reversed = [.. entries.GroupBy(e => e.Name).Select(e => new ReversedPart(e.First(), Judge([.. e], there), $"rule \"{e.Key}\""))];
                var gone = there.Where(f => entries.Any(e => IsAs(f, e))).ToList();
                return Task.FromResult<IReadOnlyList<JObject>?>(gone.Count == 0 || isPreview ? null : [.. there.Except(gone)]);
            },
            cancellationToken).ConfigureAwait(false);
        return reversed;
    }

    private static PartReversal Judge(IReadOnlyList<PartEntry> entries, IReadOnlyList<JObject> there)
    {
        var named = there.Where(f => HasName(f, entries[0])).ToList();
        return named.Exists(f => entries.Any(e => IsAs(f, e))) ? PartReversal.TakenBack : named.Count > 0 ? PartReversal.Changed : PartReversal.Gone;
    }

    private static bool HasName(JObject filter, PartEntry entry) => string.Equals(FilterRule.NameOf(filter), entry.Name, StringComparison.OrdinalIgnoreCase);

    private static bool IsAs(JObject filter, PartEntry entry) => HasName(filter, entry) && FilterRule.FingerprintOf(filter) == entry.After;

    /// <param name="change">Gives all filters as they are to be, from those that are there; null: as they are. Asked again when somebody was faster.</param>
    /// <returns>Something was written.</returns>
    private async Task<bool> ChangeAsync(Func<IReadOnlyList<JObject>, Task<IReadOnlyList<JObject>?>> change, CancellationToken cancellationToken)
    {
        var (stamp, there) = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (await change(there).ConfigureAwait(false) is not { } wanted)
        {
            return false;
        }

        try
        {
            await WriteAsync(stamp, wanted, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.Scope == FailureScope.Folder)
        {
            // No code says that somebody was faster: the stamp does.
            var (later, now) = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (JToken.DeepEquals(stamp, later))
            {
                throw;
            }

            await (await change(now).ConfigureAwait(false) is { } again ? WriteAsync(later, again, cancellationToken) : Task.CompletedTask).ConfigureAwait(false);
        }

        return true;
    }

    private async Task<(JToken Stamp, IReadOnlyList<JObject> Filters)> ReadAsync(CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync("Filters.get", null, cancellationToken).ConfigureAwait(false);
        return (answer["dataStamp"] ?? JValue.CreateNull(), [.. WebmailClient.Entries(answer["filters"])]);
    }

    private Task WriteAsync(JToken stamp, IReadOnlyList<JObject> filters, CancellationToken cancellationToken) => client.CallOnceAsync(
        "Filters.set", new JObject { ["currentDataStamp"] = stamp, ["filters"] = new JArray(filters.Select(f => f.DeepClone())) }, cancellationToken);

    /// <summary>Those that are there go back as they came, in their order; in the place of one of ours comes the one that it is to be now.</summary>
    private IReadOnlyList<JObject> With(IReadOnlyList<JObject> open, IReadOnlyList<JObject> there)
    {
        var replaced = open.Select(o => (Old: OursAmong(there, o), New: o)).ToList();
        return [.. there.Select(t => replaced.Find(r => ReferenceEquals(r.Old, t)).New ?? t), .. replaced.Where(r => r.Old is null).Select(r => r.New)];
    }

    private PartEntry EntryOf(JObject wanted, IReadOnlyList<JObject> there) => new(
        MailboxPart.InboxRule, "", FilterRule.NameOf(wanted), OursAmong(there, wanted) is { } old ? FilterRule.FingerprintOf(old) : "", FilterRule.FingerprintOf(wanted));

    private async Task CheckAsync(IReadOnlyList<JObject> wanted, CancellationToken cancellationToken)
    {
        var (_, there) = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (wanted.FirstOrDefault(w => OutcomeOf(w, there) == RuleOutcome.Added) is { } lost)
        {
            throw new MigrationException(new Failure(
                FailureScope.Folder, FailureRemedy.None, Reason.ItemRefused, $"{client.Where} did not keep the rule \"{FilterRule.NameOf(lost)}\"."));
        }
    }

    private RuleOutcome OutcomeOf(JObject wanted, IReadOnlyList<JObject> there)
    {
        var same = there.Where(f => FilterRule.HasSameName(f, wanted)).ToList();
        return same.Exists(f => FilterRule.FingerprintOf(f) == FilterRule.FingerprintOf(wanted)) ? RuleOutcome.Present
            : OursAmong(there, wanted) is not null ? RuleOutcome.Updated
            : same.Exists(f => FilterRule.IsSame(f, wanted)) ? RuleOutcome.Present
            : same.Count > 0 ? RuleOutcome.Different
            : known.Contains(FilterRule.NameOf(wanted)) ? RuleOutcome.Removed
            : RuleOutcome.Added;
    }

    /// <summary>The one of this name that is as a run left it.</summary>
    private JObject? OursAmong(IReadOnlyList<JObject> there, JObject wanted) => there.FirstOrDefault(
        f => FilterRule.HasSameName(f, wanted) && record.IsOurs(MailboxPart.InboxRule, "", FilterRule.NameOf(wanted), FilterRule.FingerprintOf(f)));
}
