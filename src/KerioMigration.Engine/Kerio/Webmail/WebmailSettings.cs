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

/// <summary>What a mailbox's owner can set and only the client API shows. Lists are replaced whole there: what stands in them stays.</summary>
internal sealed class WebmailSettings(WebmailClient client)
{
    /// <summary>By the primary address; null when the server knows nobody of it.</summary>
    public async Task<Principal?> FindPrincipalAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.CallAsync("Principals.getByEmail", new { email = address }, cancellationToken).ConfigureAwait(false);
            return Principal.Read(answer["principal"]) is { Id.Length: > 0 } principal ? principal : null;
        }
        catch (MigrationException e) when (WebmailFailures.IsGone(e.Failure))
        {
            return null;
        }
    }

    /// <summary>Everybody of a mail domain; null when the server does not have it.</summary>
    public async Task<Principal?> FindDomainAsync(string name, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync("Principals.get", new { users = false, groups = false, domains = true }, cancellationToken).ConfigureAwait(false);
        return WebmailClient.Entries(answer["list"]).Select(Principal.Read)
            .FirstOrDefault(p => p is { Id.Length: > 0, Type: "ptDomain" } && string.Equals(p.DisplayName, name, StringComparison.OrdinalIgnoreCase));
    }

    public async Task<IReadOnlyList<FolderPermission>> ReadPermissionsAsync(string folderId, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync("Folders.getPermissions", new { folderId }, cancellationToken).ConfigureAwait(false);
        return [.. WebmailClient.Entries(answer["permissions"]).Select(FolderPermission.Read)];
    }

    /// <summary>
    /// Gives these rights, beside those that others have; who has one already gets the new one instead. Nothing is written when that changes
    /// nothing. Inherited entries are the public root's and never written here. Safe to repeat.
    /// </summary>
    /// <exception cref="MigrationException">Scope Folder: refused, or not there afterwards.</exception>
    public async Task GrantAsync(string folderId, IReadOnlyList<FolderPermission> wanted, CancellationToken cancellationToken)
    {
        var before = await ReadPermissionsAsync(folderId, cancellationToken).ConfigureAwait(false);
        var missing = Missing(wanted, before);
        if (missing.Count == 0)
        {
            return;
        }

        var kept = before.Where(p => !missing.Any(w => w.Principal.IsSame(p.Principal)));
        await WritePermissionsAsync(folderId, kept.Concat(missing), cancellationToken).ConfigureAwait(false);
        var refused = Missing(wanted, await ReadPermissionsAsync(folderId, cancellationToken).ConfigureAwait(false));
        if (refused.Count > 0)
        {
            throw new MigrationException(new Failure(
                FailureScope.Folder,
                FailureRemedy.None,
                Reason.AccessDenied,
                $"{client.Where} did not keep the right of {string.Join(", ", refused.Select(r => r.Principal.MailAddress))}."));
        }
    }

    /// <summary>Puts these in the place of all; inherited ones stay whatever is given.</summary>
    public Task WritePermissionsAsync(string folderId, IEnumerable<FolderPermission> permissions, CancellationToken cancellationToken) => client.CallAsync(
        "Folders.setPermissions",
        new JObject { ["permissions"] = new JArray(permissions.Where(p => !p.Inherited).Select(p => p.ToJson())), ["folderId"] = folderId, ["recursive"] = false },
        cancellationToken);

    public async Task<IReadOnlyList<MailboxDelegate>> ReadDelegatesAsync(CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync("Delegation.get", null, cancellationToken).ConfigureAwait(false);
        return [.. WebmailClient.Entries(answer["list"]).Select(d => new MailboxDelegate(Principal.Read(d["principal"]), (bool?)d["isInboxRW"] ?? false))];
    }

    /// <summary>Adds delegates to those that are there, who keep what they have. Only users can be. Safe to repeat.</summary>
    /// <returns>Those that were added or got the inbox.</returns>
    public async Task<IReadOnlyList<MailboxDelegate>> AddDelegatesAsync(IReadOnlyList<MailboxDelegate> added, PartRecord record, CancellationToken cancellationToken)
    {
        var before = await ReadDelegatesAsync(cancellationToken).ConfigureAwait(false);
        var missing = added.Where(a => a.Principal.Type == Principal.User
            && !before.Any(b => b.Principal.IsSame(a.Principal) && (b.IsInboxWritable || !a.IsInboxWritable))).ToList();
        if (missing.Count == 0)
        {
            return missing;
        }

        var entries = missing.Select(m => new PartEntry(MailboxPart.Delegate, "", m.Principal.Key, LevelOf(m.Principal, before), m.Level)).ToList();
        if (await record.IntendAsync(entries, cancellationToken).ConfigureAwait(false))
        {
            await WriteDelegatesAsync(before.Where(b => !missing.Exists(m => m.Principal.IsSame(b.Principal))).Concat(missing), cancellationToken).ConfigureAwait(false);
        }

        return missing;
    }

    /// <summary>Puts these in the place of all.</summary>
    public Task WriteDelegatesAsync(IEnumerable<MailboxDelegate> delegates, CancellationToken cancellationToken)
    {
        var list = delegates.Select(d => new JObject { ["principal"] = d.Principal.ToJson(), ["isInboxRW"] = d.IsInboxWritable });
        return client.CallAsync("Delegation.set", new JObject { ["list"] = new JArray(list) }, cancellationToken);
    }

    /// <inheritdoc cref="IOwnerSettings.AddDelegatesAsync"/>
    public async Task<GrantedRights> AddDelegatesAsync(IReadOnlyList<WantedDelegate> wanted, PartRecord record, CancellationToken cancellationToken)
    {
        List<MailboxDelegate> found = [];
        List<string> losses = [];
        foreach (var delegated in wanted)
        {
            if (await FindPrincipalAsync(delegated.Address, cancellationToken).ConfigureAwait(false) is not { Type: Principal.User } principal)
            {
                losses.Add($"{delegated.Who}: Kerio Connect knows no user {delegated.Address}; a later run makes them a delegate when it does");
            }
            else if (found.FindIndex(f => f.Principal.IsSame(principal)) is >= 0 and var known)
            {
                // Two of the source are one here: what both have.
                found[known] = found[known] with { IsInboxWritable = found[known].IsInboxWritable && delegated.WithInbox };
            }
            else
            {
                found.Add(new MailboxDelegate(principal, delegated.WithInbox));
            }
        }

        var added = await AddDelegatesAsync(found, record, cancellationToken).ConfigureAwait(false);
        var given = record.Of(MailboxPart.Delegate).Where(e => !found.Exists(f => f.Principal.Key == e.Name)).ToList();
        var there = given.Count == 0 ? [] : await ReadDelegatesAsync(cancellationToken).ConfigureAwait(false);
        return new GrantedRights(added.Count, losses)
        {
            Stale = [.. given.SelectMany(e => there.Where(d => d.Principal.Key == e.Name && d.Level == e.After).Select(d => new StalePart(e, d.Principal.Name)))],
            IsComplete = losses.Count == 0,
        };
    }

    public async Task<AutomaticReply> ReadReplyAsync(CancellationToken cancellationToken) =>
        ReplySettings.Read((await client.CallAsync("Session.getOutOfOffice", null, cancellationToken).ConfigureAwait(false))["settings"]);

    public Task WriteReplyAsync(AutomaticReply reply, CancellationToken cancellationToken) =>
        client.CallAsync("Session.setOutOfOffice", new JObject { ["settings"] = ReplySettings.ToJson(reply) }, cancellationToken);

    /// <inheritdoc cref="IOwnerSettings.AddRulesAsync"/>
    public Task<IReadOnlyList<RuleOutcome>> AddRulesAsync(
        IReadOnlyList<DeliveryRule> rules, IReadOnlyCollection<string> known, PartRecord record, CancellationToken cancellationToken) =>
        new WebmailFilters(client, known, record).AddAsync(rules, cancellationToken);

    /// <summary>Takes rules away that are as these say, and leaves all others.</summary>
    /// <returns>What became of each name.</returns>
    public Task<IReadOnlyList<ReversedPart>> RemoveRulesAsync(IReadOnlyList<PartEntry> entries, bool isPreview, CancellationToken cancellationToken) =>
        new WebmailFilters(client, [], PartRecord.Nothing).RemoveAsync(entries, isPreview, cancellationToken);

    private static string LevelOf(Principal principal, IReadOnlyList<MailboxDelegate> there) => there.FirstOrDefault(d => d.Principal.IsSame(principal))?.Level ?? "";

    private static List<FolderPermission> Missing(IReadOnlyList<FolderPermission> wanted, IReadOnlyList<FolderPermission> there) =>
        [.. wanted.Where(w => !there.Any(p => p.Principal.IsSame(w.Principal) && (p.Inherited ? p.Access >= w.Access : p.Access == w.Access)))];
}
