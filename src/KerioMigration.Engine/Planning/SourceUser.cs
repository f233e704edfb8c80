namespace KerioMigration.Engine.Planning;

/// <summary>A user or shared mailbox of the source organization. Flat, for filters and tables.</summary>
public sealed record SourceUser
{
    public string DisplayName { get; init; } = "";

    public required string PrimarySmtpAddress { get; init; }

    /// <summary>The name before the at sign that the organization uses (mailNickname).</summary>
    public string Alias { get; init; } = "";

    /// <summary><c>UserMailbox</c>, <c>SharedMailbox</c>, <c>RoomMailbox</c>, <c>EquipmentMailbox</c>; <c>Mailbox</c> when the source does not tell.</summary>
    public string MailboxType { get; init; } = "Mailbox";

    public string Department { get; init; } = "";

    public string Title { get; init; } = "";

    public string Office { get; init; } = "";

    public string Company { get; init; } = "";

    public string Phone { get; init; } = "";

    /// <summary>Items in all folders that users see; null unless asked for.</summary>
    public long? ItemCount { get; init; }

    /// <summary>Bytes as the source stores them, null unless asked for. MIME is usually larger.</summary>
    public long? TotalBytes { get; init; }

    /// <summary>Items in the archive that belongs to the mailbox; null unless asked for, and where there is none or it cannot be read.</summary>
    public long? ArchiveItemCount { get; init; }

    /// <summary>As <see cref="TotalBytes"/>, of the archive.</summary>
    public long? ArchiveBytes { get; init; }
}
