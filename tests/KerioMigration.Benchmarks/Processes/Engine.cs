using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace KerioMigration.Benchmarks.Processes;

internal static class Engine
{
    /// <summary>An engine with the Core commands; the other modules of PowerShell are not part of the package.</summary>
    public static PowerShell Create() => PowerShell.Create(InitialSessionState.CreateDefault2());
}
