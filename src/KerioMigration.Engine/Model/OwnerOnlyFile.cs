using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;

namespace KerioMigration.Engine.Model;

/// <summary>Files with other people's mail or keys in them: readable by the account that runs the migration alone.</summary>
public static class OwnerOnlyFile
{
    private const uint OwnerReadWrite = 0x180; // 0600
    private const int GroupAndOthers = 0x3F; // 0077

    private static readonly MethodInfo? GetMode = RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? null
        : typeof(File).GetMethod("GetUnixFileMode", [typeof(string)]);

    /// <summary>A new, empty temporary file that disappears when it is closed.</summary>
    public static FileStream CreateTemporary() =>
        Create(Path.Combine(Path.GetTempPath(), "KerioMigration-" + Guid.NewGuid().ToString("N")), FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    /// <summary>A new file. On Windows the folder's inherited rights hold; elsewhere the mode is 0600 before the first byte is written.</summary>
    /// <exception cref="IOException">It exists, or cannot be created.</exception>
    public static FileStream Create(string path, FileOptions options = FileOptions.None)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81920, options);
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && ChangeMode(path, OwnerReadWrite) != 0)
        {
            var error = Marshal.GetLastWin32Error();
            file.Dispose();
            File.Delete(path);
            throw new IOException($"The file {path} could not be made private to its owner (error {error}).");
        }

        return file;
    }

    /// <summary>
    /// Can other accounts read or change it? Asked where the mode says so; false on Windows, and on runtimes that cannot tell
    /// (<c>File.GetUnixFileMode</c> came with .NET 7, and nothing older runs this on Unix).
    /// </summary>
    public static bool IsOpenToOthers(string path) =>
        GetMode is not null && ((int)GetMode.Invoke(null, [path])! & GroupAndOthers) != 0;

    [DllImport("libc", EntryPoint = "chmod", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeMode([MarshalAs(UnmanagedType.LPStr)] string path, uint mode);
}
