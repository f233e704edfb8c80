using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Simulation.Seeding;

/// <summary>
/// One item of a mailbox. Once it is in a mailbox, change it through the mailbox (<see cref="SeededMailbox.UpdateItem"/> and its
/// neighbours), so that the change is in the log that SyncFolderItems reads. Kinds with facts of their own derive from it.
/// </summary>
public class SeededItem
{
    private long? size;

    /// <summary>Opaque, case-sensitive; changes when the item moves to another folder.</summary>
    public string Id { get; internal set; } = string.Empty;

    public string ChangeKey => Folder is null ? string.Empty : ExchangeIds.ItemChangeKey(Folder.Mailbox.Guid, ContentSequence);

    public required string ItemClass { get; set; }

    public ItemKind Kind => ItemKinds.OfClass(ItemClass);

    public string? Subject { get; set; }

    public DateTimeOffset Received { get; set; }

    /// <summary>Null for a draft that was never sent.</summary>
    public DateTimeOffset? Sent { get; set; }

    public DateTimeOffset Created { get; set; }

    public DateTimeOffset Modified { get; set; }

    public bool IsRead { get; set; }

    /// <summary>PidTagMessageFlags 0x0E07 without the read bit, which follows <see cref="IsRead"/> ([MS-OXCMSG] 2.2.1.6).</summary>
    public int OtherMessageFlags { get; set; }

    /// <summary>0x0E07: 1 read, 2 unmodified, 4 submitted, 8 unsent, 0x10 has attachments, 0x40 associated.</summary>
    public int MessageFlags => (OtherMessageFlags & ~1) | (IsRead ? 1 : 0);

    public bool IsDraft => (OtherMessageFlags & 8) != 0;

    public bool HasAttachments => (OtherMessageFlags & 0x10) != 0 || Attachments.Count > 0;

    /// <summary>Folder associated information: settings and rules that live in a folder as hidden items.</summary>
    public bool IsAssociated { get; init; }

    /// <summary>0x1090: 0 none, 1 complete, 2 flagged.</summary>
    public int FlagStatus { get; set; }

    /// <summary>0x1081: 102 replied, 103 replied to all, 104 forwarded.</summary>
    public int? LastVerb { get; set; }

    public DateTimeOffset? LastVerbTime { get; set; }

    public IReadOnlyList<string> Categories { get; set; } = [];

    /// <summary>Low, Normal or High.</summary>
    public string Importance { get; set; } = "Normal";

    /// <summary>Normal, Personal, Private or Confidential.</summary>
    public string Sensitivity { get; set; } = "Normal";

    /// <summary>With the angle brackets.</summary>
    public string? MessageId { get; set; }

    public string? InReplyTo { get; set; }

    public string? References { get; set; }

    public SeededAddress? From { get; set; }

    public IReadOnlyList<SeededAddress> To { get; set; } = [];

    public IReadOnlyList<SeededAddress> Cc { get; set; } = [];

    public IReadOnlyList<SeededAddress> Bcc { get; set; } = [];

    public bool IsReadReceiptRequested { get; set; }

    public bool IsDeliveryReceiptRequested { get; set; }

    /// <summary>The body as property (plain text or HTML), beside the one inside the MIME.</summary>
    public string Body { get; set; } = string.Empty;

    public bool BodyIsHtml { get; set; }

    /// <summary>What the server makes of an HTML body for those who ask for text; null: the body itself.</summary>
    public string? PlainBody { get; set; }

    /// <summary>Null: no reminder.</summary>
    public int? ReminderMinutes { get; set; }

    /// <summary>What the reminder is for: the start of an event, the day and hour of a task.</summary>
    public DateTimeOffset? ReminderDueBy { get; set; }

    public IReadOnlyList<SeededAttachment> Attachments { get; set; } = [];

    /// <summary>Further extended properties, by tag or set and id as <see cref="ExtendedKey"/> writes it, in the form of the answer.</summary>
    public Dictionary<string, string> Extended { get; private set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null for kinds that have no MIME form.</summary>
    public MailContent? Content { get; set; }

    /// <summary>The whole MIME content; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Mime => Content?.ToBytes() ?? default;

    /// <summary>PidTagMessageSize: the MIME size plus what the store needs for its properties.</summary>
    public long Size
    {
        get => size ?? (Content?.Length ?? (2L * Body.Length) + Attachments.Sum(a => (long)a.Content.Length)) + 1_536;
        set => size = value;
    }

    /// <summary>Every GetItem of this item answers with this response code instead of the item.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>Only GetItem with MIME fails (<c>ErrorMimeContentConversionFailed</c> …); the properties can be read.</summary>
    public string? MimeErrorCode { get; set; }

    /// <summary>Only GetItem that asks for further properties fails (<c>ErrorItemPropertyRequestFailed</c>); the MIME alone can be read.</summary>
    public string? PropertyErrorCode { get; set; }

    /// <summary>Only GetItem that asks for the body fails (<c>ErrorItemCorrupt</c>): the reference says to leave it out and ask again.</summary>
    public string? BodyErrorCode { get; set; }

    public SeededFolder? Folder { get; internal set; }

    /// <summary>PidTagInternetArticleNumber 0x0E23: grows with every item that enters the mailbox.</summary>
    public long Number { get; internal set; }

    /// <summary>PidTagSearchKey 0x300B: stays through edits and moves, and goes with a copy ([MS-OXCPRPT] 2.2.1.9).</summary>
    public byte[]? SearchKey { get; internal set; }

    internal long CreatedSequence { get; set; }

    internal long ContentSequence { get; set; }

    internal long ReadSequence { get; set; }

    internal long LastSequence => Math.Max(ContentSequence, ReadSequence);

    /// <summary>Items that live inside this one with ids of their own: the changed occurrences of a series.</summary>
    internal virtual IEnumerable<SeededItem> Parts => [];

    /// <summary>The item has got its id, or was changed.</summary>
    /// <param name="name">Unique, and the same in every process.</param>
    internal virtual void Enter(string name)
    {
    }

    /// <summary>The same facts in an object of its own, in no folder.</summary>
    internal virtual SeededItem Duplicate()
    {
        var copy = (SeededItem)MemberwiseClone();
        copy.Folder = null;
        copy.Extended = new Dictionary<string, string>(Extended, StringComparer.OrdinalIgnoreCase);
        return copy;
    }

    /// <summary>
    /// The key of a property for <see cref="Extended"/>: a tag (<c>0x1083</c>), or a set by its name (<c>Common</c>, also <c>Note</c>,
    /// <c>Log</c> and <c>PostRss</c>, which clients must ask by GUID) or GUID and the decimal id or name.
    /// Of a property of many values each has a line.
    /// </summary>
    public static string ExtendedKey(string? set, string idOrName) => set is null ? idOrName : $"{set}:{idOrName}";
}
