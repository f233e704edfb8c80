using System;
using System.Text;

namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>An event, task, contact or note as the server keeps it now. A change makes a new one with the same number.</summary>
public sealed class KerioResource
{
    internal KerioResource(KerioFolder folder, uint number, uint revision, string name, NewResource content, DateTimeOffset createdAt, DateTimeOffset modifiedAt)
    {
        Number = number;
        Revision = revision;
        Name = name;
        ContentType = content.ContentType;
        Text = content.Text;
        Uid = content.Uid;
        CreatedAt = createdAt;
        ModifiedAt = modifiedAt;
        ETag = $"{folder.Guid:N}{number:x8}{revision:x8}";
        Size = Encoding.UTF8.GetByteCount(Text);
    }

    /// <summary>Counts the items of the folder from 1; never used again.</summary>
    public uint Number { get; }

    /// <summary>0 at first, one more with every change.</summary>
    public uint Revision { get; }

    /// <summary>The last part of the address: the client's own name, or <c>GUID-NUMBER.eml</c> for an item made elsewhere.</summary>
    public string Name { get; }

    public string ContentType { get; }

    public string Text { get; }

    public string Uid { get; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset ModifiedAt { get; }

    /// <summary>Folder, number and revision in hexadecimal digits, without quotes: the form that 8.0.1 was seen to send.</summary>
    public string ETag { get; }

    public int Size { get; }
}
