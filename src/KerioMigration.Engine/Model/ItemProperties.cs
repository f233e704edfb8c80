using System.Collections.Generic;

namespace KerioMigration.Engine.Model;

/// <summary>What an item consists of that is no message: the properties of an appointment, a contact, a list, a task or a note.</summary>
public abstract record ItemProperties
{
    /// <summary>All files within, which whoever has the item disposes.</summary>
    internal virtual IEnumerable<AttachedFile> AllFiles => [];
}
