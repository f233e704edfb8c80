using System;
using System.Globalization;
using System.Linq;
using System.Text;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>Values of extended properties of folders, as text in the form of the answer; null where there is none.</summary>
internal static class FolderProperties
{
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
