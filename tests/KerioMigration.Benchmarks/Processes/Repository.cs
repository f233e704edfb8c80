using System;
using System.IO;

namespace KerioMigration.Benchmarks.Processes;

internal static class Repository
{
    /// <summary>The module's manifest, at the root of the checkout that this program was built in.</summary>
    public static string Manifest
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KerioMigration.psd1")))
            {
                folder = folder.Parent;
            }

            return Path.Combine(folder?.FullName ?? throw new FileNotFoundException("KerioMigration.psd1 is not above this program."), "KerioMigration.psd1");
        }
    }
}
