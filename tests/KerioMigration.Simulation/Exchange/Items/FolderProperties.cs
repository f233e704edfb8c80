using System;
using System.Globalization;
using System.Linq;
using System.Text;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>Values of extended properties of folders, as text in the form of the answer; null where there is none.</summary>
internal static class FolderProperties
{
    // muidEMSAB: [MS-OXCDATA] 2.2.5.2.
    private static readonly byte[] AddressBookProvider = Convert.FromHexString("DCA740C8C042101AB4B908002B2FE182");

    public static string? Of(SeededFolder folder, ExtendedPath path) => path.Tag switch
    {
        0x0E08 => Text(folder.Size),
        0x0FF9 or 0x0FFF => Convert.ToBase64String(ExchangeIds.EntryId(folder.Id)!),
        0x10F3 => folder.DisplayName,
        0x10F4 => folder.IsHidden ? "true" : null,
        0x3001 => folder.DisplayName,
        0x3007 => ItemProperties.Date(folder.Created),
        0x3008 => ItemProperties.Date(folder.Modified),
        0x3601 => "1",
        0x3602 => Text(folder.TotalCount),
        0x3603 => Text(folder.UnreadCount),
        0x360A => folder.Children.Count > 0 ? "true" : "false",
        0x3613 => folder.FolderClass.Length == 0 ? null : folder.FolderClass,
        0x6638 => Text(folder.Children.Count),

        // PidTagPfProxyRequired, PidTagPfProxy and PidTagAddressBookEntryId of a mail-enabled public folder.
        0x671F when folder.MailAddresses.Count > 0 => "true",
        0x671D when folder.MailAddresses.Count > 0 => Convert.ToBase64String(folder.DirectoryGuid.ToByteArray()),
        0x663B when folder is { MailAddresses.Count: > 0, ShowsDirectoryEntry: true } => Convert.ToBase64String(
            [0, 0, 0, 0, .. AddressBookProvider, 1, 0, 0, 0, 2, 0, 0, 0, .. Encoding.ASCII.GetBytes(folder.LegacyDn), 0]),

        // PidTagReplicaList: the GUID of the mailbox with the contents as text, and a zero.
        0x6698 when folder.ContentMailbox is { } contents => Convert.ToBase64String(Encoding.ASCII.GetBytes($"{ExchangeIds.MailboxGuid(contents)}\0")),

        // PidTagLocalCommitTimeMax: moves with every change of the content.
        0x670A => ItemProperties.Date(Seed.Now.AddSeconds(folder.Changes.Count == 0 ? 0 : folder.Changes[^1].Sequence)),

        // PidTagArticleNumberNext and the highest number in use.
        0x6751 => Text(folder.Items.Select(i => i.Number).DefaultIfEmpty(0).Max() + 1),
        0x6782 => Text(folder.Items.Select(i => i.Number).DefaultIfEmpty(0).Max()),
        _ => null,
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
