using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Engine.Planning;

/// <summary>Folder names as one string, for people, filters and the ledger.</summary>
public static class FolderPath
{
    /// <summary>Names joined with <c>/</c>; a slash inside a name is doubled.</summary>
    public static string Join(IEnumerable<string> names) => string.Join("/", names.Select(n => n.Replace("/", "//")));
}
