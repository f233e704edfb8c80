using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dovecot;
using KerioMigration.Simulation.Kerio.Imap;
using KerioMigration.Simulation.Kerio.Store;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using MailFlags = MailKit.MessageFlags;

namespace KerioMigration.Tests.Support;

/// <summary>A message as the destination holds it. Flags are wire names (<c>\Seen</c>, <c>$Forwarded</c>) without <c>\Recent</c>.</summary>
internal sealed record StoredMessage(uint Uid, byte[] Bytes, IReadOnlySet<string> Flags, DateTimeOffset InternalDate);

/// <summary>A mail folder; <see cref="Use"/> is its special use (<c>Sent</c>) or <c>None</c>.</summary>
internal sealed record StoredFolder(string Path, SpecialUse Use, IReadOnlyList<StoredMessage> Messages);

/// <summary>
/// What a mailbox holds after a migration: straight from the store of the simulation, or out of the real Dovecot by MailKit, past the
/// Kerio front. Dovecot gives back CRLF where a message came with LF alone.
/// </summary>
internal static class DestinationMailbox
{
    public static async Task<IReadOnlyList<StoredFolder>> ReadAsync(SimulatedKerio kerio, string user) =>
        kerio.Options.ImapBackend is { } dovecot ? await ReadAsync(dovecot, user) : Read(kerio.Store.Mailbox(user));

    private static StoredFolder[] Read(KerioMailbox mailbox) => [.. mailbox.Folders.Where(f => f.Kind == FolderKind.Mail)
        .Select(f => new StoredFolder(f.Path, f.Use, [.. f.Messages.Select(m => new StoredMessage(
            m.Uid, m.Bytes.ToArray(), Names(FlagNames.Format(m.Flags, recent: false)), m.InternalDate))]))];

    private static async Task<IReadOnlyList<StoredFolder>> ReadAsync(DovecotServer dovecot, string user)
    {
        using var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", dovecot.Port, SecureSocketOptions.None);
        await client.AuthenticateAsync(user, dovecot.BackendPassword);
        var folders = new List<StoredFolder>();
        foreach (var folder in (await client.GetFoldersAsync(client.PersonalNamespaces[0])).Where(f => !f.Attributes.HasFlag(FolderAttributes.NoSelect)))
        {
            folders.Add(new StoredFolder(folder.FullName, Use(folder), await ReadAsync(folder)));
        }

        await client.DisconnectAsync(quit: true);
        return folders;
    }

    private static async Task<IReadOnlyList<StoredMessage>> ReadAsync(IMailFolder folder)
    {
        await folder.OpenAsync(FolderAccess.ReadOnly);
        var messages = new List<StoredMessage>();
        foreach (var summary in await folder.FetchAsync(0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.InternalDate))
        {
            using var bytes = new MemoryStream();
            await using var stream = await folder.GetStreamAsync(summary.UniqueId, string.Empty);
            await stream.CopyToAsync(bytes);
            messages.Add(new StoredMessage(summary.UniqueId.Id, bytes.ToArray(), Names(summary), summary.InternalDate!.Value));
        }

        await folder.CloseAsync();
        return messages;
    }

    private static HashSet<string> Names(IMessageSummary summary) =>
    [
        .. Enum.GetValues<MailFlags>().Where(f => f is not (MailFlags.None or MailFlags.Recent or MailFlags.UserDefined)
            && summary.Flags!.Value.HasFlag(f)).Select(f => "\\" + f),
        .. summary.Keywords,
    ];

    private static HashSet<string> Names(string flags) => [.. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static SpecialUse Use(IMailFolder folder) => (folder.Attributes & (FolderAttributes.Inbox | FolderAttributes.Trash
        | FolderAttributes.Drafts | FolderAttributes.Junk | FolderAttributes.Sent)) switch
    {
        FolderAttributes.Inbox => SpecialUse.Inbox,
        FolderAttributes.Trash => SpecialUse.Trash,
        FolderAttributes.Drafts => SpecialUse.Drafts,
        FolderAttributes.Junk => SpecialUse.Junk,
        FolderAttributes.Sent => SpecialUse.Sent,
        _ => SpecialUse.None,
    };
}
