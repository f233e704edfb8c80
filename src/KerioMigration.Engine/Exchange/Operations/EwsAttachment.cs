using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Operations;

internal enum AttachmentKind
{
    File,
    Item,

    /// <summary>A link to a file in the cloud (2013 SP1 and later): nothing to read.</summary>
    Reference,
}

/// <summary>An attachment as listed, or with its content.</summary>
internal sealed class EwsAttachment
{
    public AttachmentKind Kind { get; init; }

    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public string? ContentType { get; set; }

    public string? ContentId { get; set; }

    public bool IsInline { get; set; }

    /// <summary>The server said that there is nothing in it.</summary>
    public bool IsEmpty { get; set; }

    /// <summary>The file's bytes, or the attached item as MIME. Owned by whoever holds the attachment.</summary>
    public ItemContent? Content { get; set; }
}
