using System;

namespace KerioMigration.Engine.Model.Rights;

/// <summary>What somebody can do in a folder, one thing each.</summary>
[Flags]
public enum FolderAbilities
{
    None = 0,

    /// <summary>Sees that the folder is there.</summary>
    See = 1,

    /// <summary>When its owner is busy; calendars only.</summary>
    SeeTimes = 1 << 1,

    /// <summary>Also subjects and places of appointments.</summary>
    SeeSubjects = 1 << 2,

    Read = 1 << 3,
    Create = 1 << 4,
    EditOwn = 1 << 5,
    EditAll = 1 << 6,
    DeleteOwn = 1 << 7,
    DeleteAll = 1 << 8,
    CreateFolders = 1 << 9,

    /// <summary>Gives rights on the folder to others.</summary>
    Share = 1 << 10,
}
