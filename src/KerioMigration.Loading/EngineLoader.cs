using System.Runtime.Loader;

namespace KerioMigration.Loading;

/// <summary>Makes the engine findable for the cmdlets in PowerShell 7.</summary>
public static class EngineLoader
{
    private static readonly object Gate = new();
    private static PrivateLoadContext? context;

    /// <summary>
    /// From now on the engine is found, for as long as the process lives: objects that the cmdlets gave out may outlive the module, and
    /// another runspace may still use it. Safe to repeat; any thread.
    /// </summary>
    /// <param name="moduleFolder">The folder of KerioMigration.dll, with <c>dependencies</c> below it.</param>
    public static void Install(string moduleFolder)
    {
        lock (Gate)
        {
            if (context is null)
            {
                context = new PrivateLoadContext(moduleFolder);
                AssemblyLoadContext.Default.Resolving += static (_, name) =>
                    name.Name == PrivateLoadContext.EngineName ? context.LoadFromAssemblyName(name) : null;
            }
        }
    }
}
