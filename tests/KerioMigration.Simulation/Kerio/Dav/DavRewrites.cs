using System;

namespace KerioMigration.Simulation.Kerio.Dav;

/// <summary>Changes that a server may make to what it stores.</summary>
[Flags]
public enum DavRewrites
{
    None = 0,

    /// <summary>ATTACH with the bytes in it is dropped.</summary>
    DropInlineAttachments = 1,

    /// <summary>The COUNT of a rule becomes the UNTIL of its last occurrence.</summary>
    CountToUntil = 2,

    /// <summary>The properties of every component come in alphabetical order, parameters too.</summary>
    ReorderProperties = 4,

    /// <summary>Events, tasks and cards get properties that start with X-KERIO.</summary>
    AddKerioProperties = 8,

    All = DropInlineAttachments | CountToUntil | ReorderProperties | AddKerioProperties,
}
