using System.IO;
using System.Management.Automation;
using System.Runtime.InteropServices;

namespace KerioMigration.Loading;

/// <summary>Runs when PowerShell imports the module, once per import, before the first cmdlet is used.</summary>
/// <remarks>
/// There is nothing to clean up on removal: the engine stays findable, because objects that the cmdlets gave out outlive the module, and
/// other runspaces of the process may have it imported.
/// </remarks>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    public void OnImport()
    {
        var folder = Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!;
        if (RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", System.StringComparison.Ordinal))
        {
            DesktopResolver.Install(folder);
        }
        else
        {
            CoreLoader.Install(folder);
        }
    }
}
