using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace KerioMigration.Demo.Hosting;

/// <summary>
/// PowerShell 7's engine in this process, for machines without a PowerShell. It has the core commands (Where-Object, ForEach-Object,
/// Import-Module, Get-Help …), not the modules Utility and Management that a full PowerShell brings.
/// </summary>
public sealed class HostedEngine : IDisposable
{
    private readonly Runspace runspace;
    private readonly TextHost host;

    public HostedEngine(TextWriter output, IReadOnlyDictionary<string, object>? variables = null)
    {
        host = new TextHost(output);
        var state = InitialSessionState.CreateDefault2();
        foreach (var variable in variables ?? new Dictionary<string, object>())
        {
            state.Variables.Add(new SessionStateVariableEntry(variable.Key, variable.Value, null));
        }

        runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
    }

    /// <summary>Runs a script and shows everything as a console would: objects in their views, errors, warnings, progress.</summary>
    /// <returns>False when an error was shown or the script ended by one.</returns>
    public bool Run(string script)
    {
        using var shell = PowerShell.Create(runspace);
        shell.AddScript(script).AddCommand("Out-Default");
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        try
        {
            shell.Invoke();
            return !shell.HadErrors;
        }
        catch (RuntimeException exception)
        {
            host.UI.WriteLine(exception.ErrorRecord.InvocationInfo?.PositionMessage ?? "");
            host.UI.WriteLine($"{exception.ErrorRecord.FullyQualifiedErrorId}: {exception.Message}");
            return false;
        }
    }

    public void Dispose() => runspace.Dispose();
}
