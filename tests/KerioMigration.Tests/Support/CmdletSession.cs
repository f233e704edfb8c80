using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using KerioMigration.Commands;
using KerioMigration.Demo.Hosting;
using KerioMigration.Engine;
using KerioMigration.Pipeline;

namespace KerioMigration.Tests.Support;

/// <summary>
/// The cmdlets in an engine of this process, over other operations than the real ones. Tests that use it belong to one collection,
/// because the cmdlets of a process share their operations.
/// </summary>
internal sealed class CmdletSession : IDisposable
{
    public const string Collection = "Cmdlets";

    private readonly MigrationOperations before = MigrationCommandBase.Operations;
    private readonly StringWriter screen = new();
    private readonly TextHost host;
    private readonly Runspace runspace;

    public CmdletSession(MigrationOperations operations)
    {
        MigrationCommandBase.Operations = operations;
        var state = InitialSessionState.CreateDefault2();
        foreach (var type in CmdletTypes)
        {
            var attribute = (CmdletAttribute)Attribute.GetCustomAttribute(type, typeof(CmdletAttribute))!;
            state.Commands.Add(new SessionStateCmdletEntry(attribute.VerbName + "-" + attribute.NounName, type, null));
        }

        state.Formats.Add(new SessionStateFormatEntry(Path.Combine(TestPaths.RepositoryRoot, "module", "KerioMigration.Format.ps1xml")));
        host = new TextHost(screen);
        runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        Credential = new PSCredential("DOMAIN\\migration", new System.Net.NetworkCredential("", "secret").SecurePassword);
        runspace.SessionStateProxy.SetVariable("credential", Credential);
        runspace.SessionStateProxy.SetVariable("servers", new System.Collections.Hashtable
        {
            ["ExchangeServer"] = "mail.example.org",
            ["ExchangeCredential"] = Credential,
            ["KerioServer"] = "kerio.example.org",
            ["KerioCredential"] = Credential,
            ["LedgerPath"] = Path.Combine(Path.GetTempPath(), "never-created.db"),
        });
    }

    public static IReadOnlyList<Type> CmdletTypes { get; } = typeof(StartKerioMigrationCommand).Assembly.GetExportedTypes()
        .Where(t => Attribute.IsDefined(t, typeof(CmdletAttribute)))
        .ToList();

    public PSCredential Credential { get; }

    /// <summary>What the host showed.</summary>
    public string Screen => screen.ToString();

    public void SetVariable(string name, object value) => runspace.SessionStateProxy.SetVariable(name, value);

    public PowerShell Command(string script)
    {
        var shell = PowerShell.Create(runspace);
        shell.AddScript(script);
        return shell;
    }

    /// <summary>Runs a script to its end; the caller disposes the result, which has the streams.</summary>
    public PowerShell Invoke(string script, out IReadOnlyList<object> output)
    {
        var shell = Command(script);
        output = shell.Invoke().Select(o => o.BaseObject).ToList();
        return shell;
    }

    /// <summary>What a console of that many columns shows.</summary>
    public string Show(string script, int columns)
    {
        host.UI.RawUI.BufferSize = new Size(columns, 50);
        using var shell = Command(script);
        shell.AddCommand("Out-Default").Invoke();
        return Screen;
    }

    public void Dispose()
    {
        runspace.Dispose();
        screen.Dispose();
        MigrationCommandBase.Operations = before;
    }
}
