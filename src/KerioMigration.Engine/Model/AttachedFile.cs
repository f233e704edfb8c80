using System;

namespace KerioMigration.Engine.Model;

/// <summary>A file that is attached to an item which is no message. Owns its content.</summary>
/// <param name="Name">With its extension.</param>
/// <param name="ContentType">A type and a subtype, without parameters; message/rfc822 of an attached item.</param>
public sealed record AttachedFile(string Name, string ContentType, ItemContent Content) : IDisposable
{
    public void Dispose() => Content.Dispose();
}
