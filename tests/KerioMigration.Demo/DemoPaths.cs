using System;
using System.IO;

namespace KerioMigration.Demo;

internal static class DemoPaths
{
    private const string ManifestName = "KerioMigration.psd1";

    public static string Manifest { get; } = FindManifest();

    /// <summary>Real messages beside the repository; absent on a bare clone.</summary>
    public static string Corpus { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Manifest)!, "..", "shared", "corpus", "mail"));

    private static string FindManifest()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, ManifestName)))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new FileNotFoundException($"{ManifestName} is not above the demo."), ManifestName);
    }
}
