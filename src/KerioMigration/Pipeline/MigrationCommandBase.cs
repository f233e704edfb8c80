using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine;
using KerioMigration.Engine.Model;

namespace KerioMigration.Pipeline;

/// <summary>Runs the engine for a cmdlet: work on the pool, output on the cmdlet's thread, an end within seconds of Ctrl+C.</summary>
public abstract class MigrationCommandBase : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stop = new();

    /// <summary>The engine; tests put another one here.</summary>
    internal static MigrationOperations Operations { get; set; } = new();

    protected override void StopProcessing() => stop.Cancel();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            stop.Dispose();
        }
    }

    /// <summary>Carries out the work and, on this thread, everything that it posts.</summary>
    private protected void Run(Func<EventPump, CancellationToken, Task> work)
    {
        using var pump = new EventPump();
        try
        {
            pump.Run(token => work(pump, token), stop);
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (MigrationException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception));
        }

        if (Stopping)
        {
            throw new PipelineStoppedException();
        }
    }

    private protected void WarnOfUncheckedCertificates(bool isAsked)
    {
        if (isAsked)
        {
            WriteWarning("Certificates are not checked: whoever stands between this computer and the servers can read passwords and mail.");
        }
    }

    private protected void Refuse(string message, object? target) => WriteError(ErrorRecords.InvalidInput(message, target));

    /// <summary>An error for each name without wildcards that nothing matched.</summary>
    private protected void RefuseUnseen(IEnumerable<IdentityPattern> patterns, string message)
    {
        foreach (var missing in patterns.Where(p => p is { IsLiteral: true, WasSeen: false }))
        {
            RefuseUnknown(message, missing.Text);
        }
    }

    private protected void RefuseUnknown(string message, string name) => WriteError(ErrorRecords.From(
        new Failure(FailureScope.Mailbox, FailureRemedy.None, Reason.MailboxNotFound, $"{message} \"{name}\"."), name));

    private protected void RefuseAll(string message) => ThrowTerminatingError(ErrorRecords.InvalidInput(message, MyInvocation.MyCommand.Name));

    /// <summary>The file system path that the shell's location and drives give; the process's current directory is another.</summary>
    private protected string FullPath(string path) => GetUnresolvedProviderPathFromPSPath(path);
}
