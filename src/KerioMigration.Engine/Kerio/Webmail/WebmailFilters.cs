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
internal sealed class WebmailFilters(WebmailClient client, IReadOnlyCollection<string> known)
{
    /// <inheritdoc cref="IOwnerSettings.AddRulesAsync"/>
    public async Task<IReadOnlyList<RuleOutcome>> AddAsync(IReadOnlyList<DeliveryRule> rules, CancellationToken cancellationToken)
    {
        var wanted = rules.Select(FilterRule.ToJson).ToList();
        var (stamp, there) = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var outcomes = wanted.Select(w => OutcomeOf(w, there)).ToList();
        if (!outcomes.Contains(RuleOutcome.Added))
        {
            return outcomes;
        }

        try
        {
            await WriteAsync(stamp, there, wanted, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.Scope == FailureScope.Folder)
        {
            // No code says that somebody was faster: the stamp does.
            var (later, now) = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (JToken.DeepEquals(stamp, later))
            {
                throw;
            }

            await WriteAsync(later, now, wanted, cancellationToken).ConfigureAwait(false);
        }

        await CheckAsync(wanted, cancellationToken).ConfigureAwait(false);
        return outcomes;
    }

    private async Task<(JToken Stamp, IReadOnlyList<JObject> Filters)> ReadAsync(CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync("Filters.get", null, cancellationToken).ConfigureAwait(false);
        return (answer["dataStamp"] ?? JValue.CreateNull(), [.. WebmailClient.Entries(answer["filters"])]);
    }

    /// <summary>Those that are there go back as they came, in their order.</summary>
    private async Task WriteAsync(JToken stamp, IReadOnlyList<JObject> there, IReadOnlyList<JObject> wanted, CancellationToken cancellationToken)
    {
        var missing = wanted.Where(w => OutcomeOf(w, there) == RuleOutcome.Added);
        var filters = new JArray(there.Concat(missing).Select(f => f.DeepClone()));
        await client.CallOnceAsync("Filters.set", new JObject { ["currentDataStamp"] = stamp, ["filters"] = filters }, cancellationToken).ConfigureAwait(false);
    }

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
        return same.Exists(f => FilterRule.IsSame(f, wanted)) ? RuleOutcome.Present
            : same.Count > 0 ? RuleOutcome.Different
            : known.Contains(FilterRule.NameOf(wanted)) ? RuleOutcome.Removed
            : RuleOutcome.Added;
    }
}
