using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace KerioMigration.Loading;

/// <summary>
/// Windows PowerShell 5.1: one process, one copy of each assembly, exact versions. .NET Framework finds the engine beside
/// KerioMigration.dll by itself; this answers for the packages, which ask each other for other versions than the ones shipped
/// (an application would have binding redirects for that).
/// </summary>
internal static class DesktopResolver
{
    private static readonly object Gate = new();
    private static string? dependencies;

    /// <summary>Safe to repeat; any thread.</summary>
    public static void Install(string moduleFolder)
    {
        lock (Gate)
        {
            if (dependencies is null)
            {
                dependencies = Path.Combine(moduleFolder, "dependencies");
                AppDomain.CurrentDomain.AssemblyResolve += (_, request) => Resolve(moduleFolder, request);
                LoadNative(dependencies);
            }
        }
    }

    /// <summary>May this file's assembly answer for that reference? Same name and key, and not older.</summary>
    internal static bool Satisfies(AssemblyName wanted, AssemblyName file) =>
        string.Equals(wanted.Name, file.Name, StringComparison.OrdinalIgnoreCase)
        && (wanted.Version is null || file.Version >= wanted.Version)
        && (wanted.GetPublicKeyToken() is not { Length: > 0 } key || Enumerable.SequenceEqual(key, file.GetPublicKeyToken() ?? []));

    /// <summary>
    /// Our own assemblies are answered, and requests of unknown origin, which would fail without an answer. What other modules wish is none
    /// of our business.
    /// </summary>
    private static Assembly? Resolve(string moduleFolder, ResolveEventArgs request)
    {
        if (request.RequestingAssembly is { } asking && !IsIn(moduleFolder, asking))
        {
            return null;
        }

        var wanted = new AssemblyName(request.Name);
        var path = Path.Combine(moduleFolder, "dependencies", wanted.Name + ".dll");
        return File.Exists(path) && Satisfies(wanted, AssemblyName.GetAssemblyName(path)) ? Assembly.LoadFrom(path) : null;
    }

    private static bool IsIn(string folder, Assembly assembly) =>
        !assembly.IsDynamic && assembly.Location.StartsWith(folder, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// SQLitePCLRaw's provider asks for <c>e_sqlite3</c> by its bare name; a library of that name that is loaded already is the answer.
    /// </summary>
    private static void LoadNative(string dependencies)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return;
        }

        var platform = "win-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        _ = LoadLibrary(Path.Combine(dependencies, "runtimes", platform, "native", "e_sqlite3.dll"));
    }

    [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true, EntryPoint = "LoadLibraryW")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr LoadLibrary(string path);
}
