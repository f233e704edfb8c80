using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Engine.Model;

/// <summary>Which kinds of item belong together.</summary>
public static class ItemKinds
{
    public static IReadOnlyList<ItemKind> All { get; } = [.. Enum.GetValues(typeof(ItemKind)).Cast<ItemKind>()];

    /// <summary>What goes through the mail's door: Kerio Connect has no journal, and a journal entry reads well as a message.</summary>
    public static bool IsMessage(ItemKind kind) => kind is ItemKind.Mail or ItemKind.Journal;

    /// <summary>The kind of the folder at the destination in which folders of this kind end up.</summary>
    public static ItemKind FolderKind(ItemKind kind) => IsMessage(kind) ? ItemKind.Mail : kind;

    /// <summary>The item as it is carried from such a folder: what is no mail and lies among mail, as deleted appointments do, goes as a message.</summary>
    public static ItemRef InFolder(ItemRef item, ItemKind folder) => IsMessage(folder) && !IsMessage(item.Kind) ? item with { Kind = ItemKind.Mail } : item;

    /// <summary>Whether a folder for the one kind is a place for the other.</summary>
    public static bool Fits(ItemKind item, ItemKind folder) =>
        item == folder
        || (IsMessage(item) && IsMessage(folder))
        || (item == ItemKind.DistributionList && folder == ItemKind.Contact);
}
