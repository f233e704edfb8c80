using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace KerioMigration.Loading;

/// <summary>PowerShell 7: the engine and its packages live in a load context of their own.</summary>
internal static class CoreLoader
{
    public static void Install(string moduleFolder)
    {
        _ = Assembly.LoadFrom(Path.Combine(moduleFolder, "KerioMigration.Loading.dll"));
        InstallContext(moduleFolder);
    }

    // Not inlined: the assembly that is named here must be loaded before this method is compiled.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void InstallContext(string moduleFolder) => EngineLoader.Install(moduleFolder);
}
