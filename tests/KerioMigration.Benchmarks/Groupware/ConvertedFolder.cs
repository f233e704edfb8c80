using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Benchmarks.Processes;
using KerioMigration.Engine.Conversion;
using KerioMigration.Engine.Exchange;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Benchmarks.Groupware;

/// <summary>The items of a mailbox's folder for that kind, read and converted as a migration does; not those that have no form.</summary>
internal sealed class ConvertedFolder : IDisposable
{
    private const int ReadAtOnce = 50;

    private readonly List<SourceItem> read = [];

    private ConvertedFolder(ItemKind kind) => Kind = kind;

    public ItemKind Kind { get; }

    public IReadOnlyList<ConvertedItem> Items { get; private set; } = [];

    public static Task<ConvertedFolder> ReadAsync(ExchangeInfo exchange, ItemKind kind) => ReadAsync(
        new ExchangeConnection
        {
            Server = exchange.Url,
            Credential = new NetworkCredential(exchange.User, exchange.Password),
            SkipCertificateCheck = true,
        },
        exchange.Mailboxes[0],
        kind);

    public static async Task<ConvertedFolder> ReadAsync(ExchangeConnection exchange, string address, ItemKind kind)
    {
        using var server = new ExchangeServer(exchange);
        await using var mailbox = new ConvertingSource(server.OpenMailbox(new MailboxRef(address)), new ObjectConverter(AttendeeMode.Listed));
        var folder = new ConvertedFolder(kind);
        foreach (var part in (await ListAsync(mailbox, kind)).Chunk(ReadAtOnce))
        {
            folder.read.AddRange(await mailbox.ReadItemsAsync(part, CancellationToken.None));
        }

        var converter = new ItemConverter();
        folder.Items = [.. folder.read.Where(i => i.Object is not null).Select(i => converter.Convert(i, new ConversionContext(MessageFlags.None)))];
        return folder;
    }

    public void Dispose() => read.ForEach(i => i.Dispose());

    private static async Task<IReadOnlyList<ItemRef>> ListAsync(ISourceMailbox mailbox, ItemKind kind)
    {
        var role = kind switch
        {
            ItemKind.Calendar => FolderRole.Calendar,
            ItemKind.Task => FolderRole.Tasks,
            ItemKind.Note => FolderRole.Notes,
            _ => FolderRole.Contacts,
        };
        var folder = (await mailbox.ListFoldersAsync(CancellationToken.None)).Single(f => f.Role == role);
        List<ItemRef> items = [];
        ChangePage? page = null;
        while (page is not { IsLast: true })
        {
            page = await mailbox.ListChangesAsync(folder, page?.Cursor, CancellationToken.None);
            items.AddRange(page.Changes.Select(c => c.Item));
        }

        return items;
    }
}
