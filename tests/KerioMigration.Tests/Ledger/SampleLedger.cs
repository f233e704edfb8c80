using System;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using Xunit;

namespace KerioMigration.Tests.Ledger;

/// <summary>A ledger with one mailbox, one folder and three items, one of them migrated by the last step.</summary>
internal static class SampleLedger
{
    public static async Task CreateAsync(string path)
    {
        await using var ledger = await SqliteLedger.OpenAsync(path, TimeProvider.System, CancellationToken.None);
        await FillAsync(ledger);
    }

    public static async Task<(IMailboxLedger Mailbox, FolderEntry Folder)> FillAsync(ILedger ledger)
    {
        var none = CancellationToken.None;
        var run = await ledger.StartRunAsync(new RunEntry { Version = "1.0" }, none);
        var mailbox = await ledger.AcquireAsync(new MailboxEntry("anna@example.org"), run, none);
        var folder = await mailbox.PutFolderAsync(new FolderEntry { SourceId = "f", SourcePath = "Inbox", TargetPath = "INBOX", SourceItemCount = 3 }, none);
        await mailbox.RecordAsync(folder.Id, [Listing("a"), Listing("b"), Listing("c")], "cursor", isLast: true, none);
        await mailbox.IntendAsync(folder.Id, [Intent("a"), Intent("b")], none);
        await mailbox.ConfirmAsync(folder.Id, [new ItemReceipt("a") { DestinationId = "1:1" }], none);
        return (mailbox, folder);
    }

    /// <summary>Everything that <see cref="FillAsync"/> was told is there, for reading and for writing.</summary>
    public static async Task RequireAsync(string path)
    {
        var none = CancellationToken.None;
        await RequireReadableAsync(path);
        await using var ledger = await SqliteLedger.OpenAsync(path, TimeProvider.System, none);
        Require(await ledger.ReadMailboxAsync("anna@example.org", none));
        var folder = Assert.Single(await ledger.ReadFoldersAsync(none));
        Assert.Equal(("cursor", true), (folder.Folder.Cursor, folder.Folder.IsListed));
    }

    public static async Task RequireReadableAsync(string path)
    {
        await using var reader = await SqliteLedgerReader.OpenAsync(path, TimeProvider.System, CancellationToken.None);
        Require(await reader.ReadMailboxAsync("anna@example.org", CancellationToken.None));
    }

    private static void Require(MailboxTotals? mailbox) =>
        Assert.Equal(new ItemTotals { Found = 3, Migrated = 1, Pending = 2, Bytes = 900 }, mailbox?.Items);

    private static ItemListing Listing(string id) => new(new ItemRef { Id = id, Subject = "Subject" }, ItemState.Pending);

    private static ItemIntent Intent(string id) => new(id, new ItemKey("<" + id + "@example.org>", null, 900), new byte[32]);
}
