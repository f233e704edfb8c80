using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.Webmail;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Settings;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Kerio;

/// <summary>
/// A mailbox of Kerio Connect with its three doors: messages go through IMAP, appointments, tasks and contacts through CalDAV and CardDAV,
/// notes and distribution lists through the client API. Each is a destination of its own; this one knows which item is whose.
/// </summary>
public sealed class KerioMailbox : IDestinationMailbox, IFolderRights, IOwnerSettings, IPartReversal
{
    private readonly IDestinationMailbox mail;
    private readonly IDestinationMailbox? dav;
    private readonly IDestinationMailbox? webmail;
    private readonly WebmailRights? rights;
    private readonly WebmailSettings? settings;
    private readonly WebmailReversal? reversal;

    /// <param name="mail">Open, and disposed with this one, as the others are.</param>
    /// <param name="groupware">The doors that the user's own sign-in opened.</param>
    /// <param name="owner">The account's address.</param>
    internal KerioMailbox(IDestinationMailbox mail, GroupwareDoors groupware, string owner)
    {
        this.mail = mail;
        rights = groupware.Webmail is { } own ? new WebmailRights(own, owner) : null;
        settings = groupware.Webmail?.Settings;
        reversal = groupware.Webmail is { } open ? new WebmailReversal(open) : null;
        (dav, webmail) = (groupware.Dav, groupware.Webmail);
        Traits = mail.Traits with
        {
            Kinds = [.. new[] { mail, dav, webmail }.OfType<IDestinationMailbox>().SelectMany(d => d.Traits.Kinds).Distinct()],
            Obstacle = groupware.Obstacle,
        };
    }

    public DestinationTraits Traits { get; }

    /// <summary>The doors lead to the public folders, and not to those of the account.</summary>
    internal bool IsPublic { get; init; }

    public bool CanGrant => rights is not null;

    public bool CanSet => settings is not null;

    public bool CanReverse => reversal is not null;

    public async Task<IReadOnlyList<DestinationFolder>> ListFoldersAsync(CancellationToken cancellationToken)
    {
        var folders = (await mail.ListFoldersAsync(cancellationToken).ConfigureAwait(false)).ToList();
        if (dav is not null)
        {
            folders.AddRange(await dav.ListFoldersAsync(cancellationToken).ConfigureAwait(false));
        }

        if (webmail is not null)
        {
            // It sees them all; only these have no other door.
            var all = await webmail.ListFoldersAsync(cancellationToken).ConfigureAwait(false);
            folders.AddRange(all.Where(f => f.Kind == ItemKind.Note));
        }

        return folders;
    }

    public async Task<DestinationFolder> EnsureFolderAsync(FolderTarget target, CancellationToken cancellationToken)
    {
        if (target.Kind == ItemKind.Contact && webmail is not null)
        {
            // Two doors see it, and each knows its own items.
            var folder = await EnsureOwnAsync(target, cancellationToken).ConfigureAwait(false);
            var lists = await ListsOfAsync(folder, cancellationToken).ConfigureAwait(false);
            return folder with { Mark = SeenMark.Join(folder.Mark, lists.Mark) };
        }

        return await EnsureOwnAsync(target, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DestinationFolder> EnsureOwnAsync(FolderTarget target, CancellationToken cancellationToken)
    {
        try
        {
            return await DoorOf(target.Kind).EnsureFolderAsync(target, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.Scope == FailureScope.Folder && (IsPublic || target.Kind == ItemKind.Contact) && webmail is not null)
        {
            // Kerio makes no address book over CardDAV, and public folders perhaps nowhere but here: the client API makes it, and it shows there.
            var made = await webmail.EnsureFolderAsync(
                ItemKinds.IsMessage(target.Kind) ? target with { Kind = ItemKind.Mail } : target, cancellationToken).ConfigureAwait(false);
            return await DoorOf(target.Kind).EnsureFolderAsync(target, cancellationToken).ConfigureAwait(false) with { Created = made.Created };
        }
    }

    public async Task<IReadOnlyList<ItemReceipt>> WriteItemsAsync(
        DestinationFolder folder, IReadOnlyList<ConvertedItem> items, CancellationToken cancellationToken)
    {
        var byDoor = items.ToLookup(i => i.Source.Kind == ItemKind.DistributionList);
        if (!byDoor[true].Any())
        {
            return await DoorOf(folder.Kind).WriteItemsAsync(folder, items, cancellationToken).ConfigureAwait(false);
        }

        var receipts = new Dictionary<string, ItemReceipt>(StringComparer.Ordinal);
        foreach (var part in new[] { byDoor[false].ToList(), byDoor[true].ToList() }.Where(p => p.Count > 0))
        {
            try
            {
                var isLists = part[0].Source.Kind == ItemKind.DistributionList;
                var (door, place) = isLists ? (Webmail, await ListsOfAsync(folder, cancellationToken).ConfigureAwait(false)) : (DoorOf(folder.Kind), folder);
                foreach (var receipt in await door.WriteItemsAsync(place, part, cancellationToken).ConfigureAwait(false))
                {
                    receipts[receipt.SourceId] = receipt;
                }
            }
            catch (MigrationException e) when (receipts.Count > 0)
            {
                // The contacts are there: whoever called has to look.
                throw new MigrationException(e.Failure with { OutcomeUnknown = true }, e);
            }
        }

        return [.. items.Select(i => receipts[i.Source.Id])];
    }

    public async Task<IReadOnlyList<DestinationItem>> FindItemsAsync(DestinationFolder folder, string? sinceMark, CancellationToken cancellationToken)
    {
        var found = await DoorOf(folder.Kind).FindItemsAsync(folder, sinceMark, cancellationToken).ConfigureAwait(false);
        if (folder.Kind != ItemKind.Contact || webmail is null)
        {
            return found;
        }

        var lists = await webmail.FindItemsAsync(await ListsOfAsync(folder, cancellationToken).ConfigureAwait(false), sinceMark, cancellationToken).ConfigureAwait(false);
        return [.. found, .. lists];
    }

    public Task<IReadOnlyList<DestinationItem>> FindItemsByIdAsync(DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        RunAsync(folder, ids, (door, place, part) => door.FindItemsByIdAsync(place, part, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<DestinationContent>> ReadItemsAsync(DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var read = await RunAsync(folder, ids, (door, place, part) => door.ReadItemsAsync(place, part, cancellationToken), cancellationToken).ConfigureAwait(false);
        var byId = read.ToDictionary(c => c.DestinationId, StringComparer.Ordinal);
        return [.. ids.Select(id => byId[id])];
    }

    public Task<IReadOnlyList<string>> ChangeFlagsAsync(DestinationFolder folder, IReadOnlyList<FlagChange> changes, CancellationToken cancellationToken) =>
        RunAsync(
            folder,
            [.. changes.Select(c => c.DestinationId)],
            (door, place, part) => door.ChangeFlagsAsync(place, [.. changes.Where(c => part.Contains(c.DestinationId))], cancellationToken),
            cancellationToken);

    public async Task<IReadOnlyList<MovedItem>> MoveItemsAsync(
        DestinationFolder from, IReadOnlyList<string> ids, DestinationFolder to, CancellationToken cancellationToken)
    {
        var lists = ids.Any(IsOfWebmail) && to.Kind == ItemKind.Contact ? await ListsOfAsync(to, cancellationToken).ConfigureAwait(false) : to;
        return await RunAsync(
            from, ids, (door, place, part) => door.MoveItemsAsync(place, part, door == webmail ? lists : to, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<string>> RemoveItemsAsync(DestinationFolder folder, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        RunAsync(folder, ids, (door, place, part) => door.RemoveItemsAsync(place, part, cancellationToken), cancellationToken);

    public async Task<bool> RemoveFolderAsync(DestinationFolder folder, CancellationToken cancellationToken)
    {
        if (IsPublic && !ItemKinds.IsMessage(folder.Kind))
        {
            // As it was made.
            var all = await (webmail ?? throw Closed(folder.Kind)).ListFoldersAsync(cancellationToken).ConfigureAwait(false);
            var there = all.FirstOrDefault(f => f.Kind == folder.Kind && f.Path.SequenceEqual(folder.Path, StringComparer.Ordinal));
            return there is null || await webmail.RemoveFolderAsync(there, cancellationToken).ConfigureAwait(false);
        }

        // CardDAV may not show lists: whoever does not see them must not take their folder away.
        var isSeen = folder.Kind != ItemKind.Contact
            || (webmail is not null && (await FindItemsAsync(folder, null, cancellationToken).ConfigureAwait(false)).Count == 0);
        return isSeen && await DoorOf(folder.Kind).RemoveFolderAsync(folder, cancellationToken).ConfigureAwait(false);
    }

    public Task<GrantedRights> GrantAsync(FolderTarget folder, IReadOnlyList<WantedRight> wanted, PartRecord record, CancellationToken cancellationToken) =>
        (rights ?? throw Closed(folder.Kind)).GrantAsync(folder, wanted, record, cancellationToken);

    public Task<AutomaticReply> ReadReplyAsync(CancellationToken cancellationToken) => Settings.ReadReplyAsync(cancellationToken);

    public Task WriteReplyAsync(AutomaticReply reply, CancellationToken cancellationToken) => Settings.WriteReplyAsync(reply, cancellationToken);

    public Task<GrantedRights> AddDelegatesAsync(IReadOnlyList<WantedDelegate> wanted, PartRecord record, CancellationToken cancellationToken) =>
        Settings.AddDelegatesAsync(wanted, record, cancellationToken);

    public Task<IReadOnlyList<RuleOutcome>> AddRulesAsync(
        IReadOnlyList<DeliveryRule> rules, IReadOnlyCollection<string> known, PartRecord record, CancellationToken cancellationToken) =>
        Settings.AddRulesAsync(rules, known, record, cancellationToken);

    public Task<IReadOnlyList<ReversedPart>> ReverseAsync(IReadOnlyList<PartEntry> entries, CancellationToken cancellationToken) =>
        Reversal.ReverseAsync(entries, isPreview: false, cancellationToken);

    public Task<IReadOnlyList<ReversedPart>> PreviewAsync(IReadOnlyList<PartEntry> entries, CancellationToken cancellationToken) =>
        Reversal.ReverseAsync(entries, isPreview: true, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var door in new[] { webmail, dav, mail }.OfType<IDestinationMailbox>())
        {
            await door.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Opaque ids, but for this: the client API's begin so, those of DAV with a slash (kerio-connect 3.8).
    private static bool IsOfWebmail(string id) => id.StartsWith("keriostorage:", StringComparison.Ordinal);

    private static MigrationException Closed(ItemKind kind) => new(new Failure(
        FailureScope.Folder, FailureRemedy.None, Reason.NoDestinationSignIn, $"Kerio Connect takes no {kind} items without the user's own sign-in."));

    private WebmailSettings Settings => settings ?? throw new InvalidOperationException("Nothing can be set without the owner's own sign-in.");

    private WebmailReversal Reversal => reversal ?? throw new InvalidOperationException("Nothing can be taken back without the owner's own sign-in.");

    private IDestinationMailbox Webmail => webmail ?? throw Closed(ItemKind.DistributionList);

    private IDestinationMailbox DoorOf(ItemKind kind) => kind switch
    {
        _ when ItemKinds.IsMessage(kind) => mail,
        ItemKind.Note => webmail ?? throw Closed(kind),
        _ => dav ?? throw Closed(kind),
    };

    /// <summary>The same folder as the client API calls it.</summary>
    private Task<DestinationFolder> ListsOfAsync(DestinationFolder contacts, CancellationToken cancellationToken) => Webmail.EnsureFolderAsync(
        new FolderTarget { Path = contacts.Path, Role = contacts.Role, Kind = ItemKind.DistributionList }, cancellationToken);

    /// <summary>Gives each door its own ids.</summary>
    private async Task<IReadOnlyList<T>> RunAsync<T>(
        DestinationFolder folder,
        IReadOnlyList<string> ids,
        Func<IDestinationMailbox, DestinationFolder, IReadOnlyList<string>, Task<IReadOnlyList<T>>> work,
        CancellationToken cancellationToken)
    {
        if (folder.Kind != ItemKind.Contact || !ids.Any(IsOfWebmail))
        {
            return await work(DoorOf(folder.Kind), folder, ids).ConfigureAwait(false);
        }

        var lists = await work(
            Webmail, await ListsOfAsync(folder, cancellationToken).ConfigureAwait(false), [.. ids.Where(IsOfWebmail)]).ConfigureAwait(false);
        var contacts = ids.Where(id => !IsOfWebmail(id)).ToList();
        return contacts.Count == 0 ? lists : [.. await work(DoorOf(folder.Kind), folder, contacts).ConfigureAwait(false), .. lists];
    }
}
