using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace KerioMigration.Tests.Support;

/// <summary>Stands for PowerShell behind a cmdlet, and keeps what the cmdlet writes.</summary>
internal sealed class RecordingRuntime : ICommandRuntime
{
    public List<ProgressRecord> Progress { get; } = [];

    public List<string> Verbose { get; } = [];

    public List<string> Warnings { get; } = [];

    public List<ErrorRecord> Errors { get; } = [];

    public List<object?> Output { get; } = [];

    public PSHost? Host => null;

    public PSTransactionContext? CurrentPSTransaction => null;

    public void WriteProgress(ProgressRecord progressRecord) => Progress.Add(progressRecord);

    public void WriteProgress(long sourceId, ProgressRecord progressRecord) => Progress.Add(progressRecord);

    public void WriteVerbose(string text) => Verbose.Add(text);

    public void WriteWarning(string text) => Warnings.Add(text);

    public void WriteError(ErrorRecord errorRecord) => Errors.Add(errorRecord);

    public void WriteObject(object? sendToPipeline) => Output.Add(sendToPipeline);

    public void WriteObject(object? sendToPipeline, bool enumerateCollection) => Output.Add(sendToPipeline);

    public void WriteDebug(string text)
    {
    }

    public void WriteCommandDetail(string text)
    {
    }

    public bool ShouldProcess(string? target) => true;

    public bool ShouldProcess(string? target, string? action) => true;

    public bool ShouldProcess(string? verboseDescription, string? verboseWarning, string? caption) => true;

    public bool ShouldProcess(string? verboseDescription, string? verboseWarning, string? caption, out ShouldProcessReason shouldProcessReason)
    {
        shouldProcessReason = ShouldProcessReason.None;
        return true;
    }

    public bool ShouldContinue(string? query, string? caption) => true;

    public bool ShouldContinue(string? query, string? caption, ref bool yesToAll, ref bool noToAll) => true;

    public bool TransactionAvailable() => false;

    [DoesNotReturn]
    public void ThrowTerminatingError(ErrorRecord errorRecord) => throw errorRecord.Exception;
}
