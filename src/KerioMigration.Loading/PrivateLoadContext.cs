using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace KerioMigration.Loading;

/// <summary>
/// Holds the engine and the packages it stands on, apart from the copies that PowerShell and other modules have loaded: two modules
/// with two versions of MailKit or Newtonsoft.Json do not meet.
/// </summary>
internal sealed class PrivateLoadContext : AssemblyLoadContext
{
    public const string EngineName = "KerioMigration.Engine";

    private readonly string moduleFolder;
    private readonly string dependencies;
    private readonly Dictionary<string, string> hostAssemblies = ReadHostAssemblies();

    public PrivateLoadContext(string moduleFolder)
    {
        this.moduleFolder = moduleFolder;
        dependencies = Path.Combine(moduleFolder, "dependencies");
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == EngineName)
        {
            return LoadFromAssemblyPath(Path.Combine(moduleFolder, EngineName + ".dll"));
        }

        var path = Path.Combine(dependencies, assemblyName.Name + ".dll");
        return File.Exists(path) && !IsFromPlatform(assemblyName) ? LoadFromAssemblyPath(path) : null;
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        var path = Path.Combine(dependencies, "runtimes", NativePlatform.RuntimeIdentifier, "native", NativePlatform.FileName(unmanagedDllName));
        return File.Exists(path) ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;
    }

    /// <summary>
    /// What the platform itself has, at least as new, is taken from there: its Memory and Tasks types cross the border between the cmdlets
    /// and the engine. Packages are always our own, also where PowerShell ships a copy.
    /// </summary>
    private bool IsFromPlatform(AssemblyName wanted) =>
        wanted.Name!.StartsWith("System.", StringComparison.Ordinal)
        && hostAssemblies.TryGetValue(wanted.Name, out var path)
        && AssemblyName.GetAssemblyName(path).Version >= wanted.Version;

    private static Dictionary<string, string> ReadHostAssemblies()
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var list = AppDomain.CurrentDomain.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        foreach (var path in list.Split([Path.PathSeparator], StringSplitOptions.RemoveEmptyEntries))
        {
            found[Path.GetFileNameWithoutExtension(path)] = path;
        }

        return found;
    }
}
