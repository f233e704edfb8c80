using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Simulation.Exchange.Schema;

/// <summary>DistinguishedFolderIdNameType with the version that brought each value.</summary>
internal static class DistinguishedFolders
{
    private static readonly (SchemaVersion Since, string Names)[] Table =
    [
        (SchemaVersion.Exchange2007, "calendar contacts deleteditems drafts inbox journal notes outbox sentitems tasks msgfolderroot root junkemail searchfolders voicemail"),
        (SchemaVersion.Exchange2007Sp1, "publicfoldersroot"),
        (SchemaVersion.Exchange2010Sp1,
            "recoverableitemsroot recoverableitemsdeletions recoverableitemsversions recoverableitemspurges archiveroot archivemsgfolderroot " +
            "archivedeleteditems archiverecoverableitemsroot archiverecoverableitemsdeletions archiverecoverableitemsversions archiverecoverableitemspurges"),
        (SchemaVersion.Exchange2013,
            "syncissues conflicts localfailures serverfailures recipientcache quickcontacts conversationhistory adminauditlogs todosearch " +
            "mycontacts imcontactlist peopleconnect favorites"),
        (SchemaVersion.Exchange2013Sp1, "directory archiveinbox recoverableitemsdiscoveryholds archiverecoverableitemsdiscoveryholds"),
    ];

    public static IReadOnlyList<(string Name, SchemaVersion Since)> All { get; } =
        Table.SelectMany(t => t.Names.Split(' ').Select(n => (n, t.Since))).ToList();

    public static TextType Type { get; } = TextType.Enumeration("DistinguishedFolderIdNameType", All);
}
