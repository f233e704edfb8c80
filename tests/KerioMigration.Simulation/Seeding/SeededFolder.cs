using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Seeding;

/// <summary>A folder of a <see cref="SeededMailbox"/>; changed through the mailbox only.</summary>
public sealed class SeededFolder
{
    private readonly List<SeededFolder> children = [];
    private readonly List<SeededItem> items = [];
    private readonly List<ItemChange> changes = [];

    internal SeededFolder(SeededMailbox mailbox, SeededFolder? parent, long number)
    {
        Mailbox = mailbox;
        Parent = parent;
        Number = number;
        Id = ExchangeIds.Folder(mailbox.Guid, number);
    }

    /// <summary>Opaque, case-sensitive; stays when the folder is renamed or moved.</summary>
    public string Id { get; internal set; }

    public string ChangeKey => ExchangeIds.FolderChangeKey(Mailbox.Guid, Sequence);

    public string DisplayName { get; internal set; } = string.Empty;

    /// <summary>IPF.Note, IPF.Appointment …; empty for folders that never got one.</summary>
    public string FolderClass { get; internal set; } = "IPF.Note";

    /// <summary>inbox, sentitems … or null.</summary>
    public string? DistinguishedId { get; internal set; }

    /// <summary>PidTagAttributeHidden 0x10F4.</summary>
    public bool IsHidden { get; internal set; }

    public SeededMailbox Mailbox { get; }

    /// <summary>Of a public folder: the address of the mailbox that holds its contents, which need not be the one with the tree; null for others.</summary>
    public string? ContentMailbox { get; set; }

    /// <summary>Of a mail-enabled public folder: its addresses, the primary one first; empty for others.</summary>
    public IReadOnlyList<string> MailAddresses { get; set; } = [];

    /// <summary>It tells the id of its entry in the directory, as Exchange 2007 and 2010 do ([MS-OXCFOLD] appendix A).</summary>
    public bool ShowsDirectoryEntry { get; set; }

    /// <summary>The GUID of that entry.</summary>
    public Guid DirectoryGuid => ExchangeIds.MailboxGuid("entry of " + Id);

    public string LegacyDn => $"/o=Example/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=folder{Number}";

    public SeededFolder? Parent { get; internal set; }

    public DateTimeOffset Created { get; internal set; }

    public DateTimeOffset Modified { get; internal set; }

    /// <summary>Empty: what a new folder has.</summary>
    public IReadOnlyList<SeededPermission> Permissions { get; set; } = [];

    /// <summary>The SIDs of users who are gone, and still have rights.</summary>
    public IReadOnlyList<string> UnknownPermissions { get; set; } = [];

    public IReadOnlyList<SeededFolder> Children => children;

    /// <summary>In the order in which they entered the folder, associated items included.</summary>
    public IReadOnlyList<SeededItem> Items => items;

    public int TotalCount => items.Count(i => !i.IsAssociated);

    public int UnreadCount => items.Count(i => !i.IsAssociated && !i.IsRead);

    /// <summary>Sum of the item sizes in bytes (0x0E08).</summary>
    public long Size => items.Sum(i => i.Size);

    internal long Number { get; }

    internal long Sequence { get; set; }

    internal long CreatedSequence { get; set; }

    internal List<SeededFolder> ChildList => children;

    internal List<SeededItem> ItemList => items;

    internal List<ItemChange> Changes => changes;

    /// <summary>This folder and everything below it, parents first.</summary>
    public IEnumerable<SeededFolder> WithDescendants() => children.SelectMany(c => c.WithDescendants()).Prepend(this);

    public override string ToString() => Parent is null ? string.Empty : $"{Parent}/{DisplayName}";
}
