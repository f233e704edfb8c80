using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Diagnostics;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text.RegularExpressions;

namespace KerioMigration.Demo.Hosting;

/// <summary>Plain lines. Progress is shown every two seconds, a parent with its children, so that a log stays readable.</summary>
internal sealed partial class TextInterface(TextWriter output) : PSHostUserInterface
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(2);

    private readonly Stopwatch sinceProgress = Stopwatch.StartNew();
    private readonly object gate = new();
    private bool showsProgress;

    public override PSHostRawUserInterface RawUI { get; } = new TextScreen();

    public override bool SupportsVirtualTerminal => false;

    public override void Write(string value) => Locked(() => output.Write(Plain(value)));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Locked(() => output.WriteLine(Plain(value)));

    public override void WriteErrorLine(string value) => WriteLine(value);

    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => Locked(() =>
    {
        var isParent = record.ParentActivityId < 0;
        if (isParent)
        {
            showsProgress = sinceProgress.Elapsed >= ProgressInterval;
        }

        if (showsProgress && record.RecordType != ProgressRecordType.Completed)
        {
            sinceProgress.Restart();
            output.WriteLine($"{(isParent ? "  " : "    ")}[{record.Activity}] {record.StatusDescription}");
        }
    });

    public override string ReadLine() => throw NoQuestions();

    public override SecureString ReadLineAsSecureString() => throw NoQuestions();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw NoQuestions();

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => throw NoQuestions();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw NoQuestions();

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => throw NoQuestions();

    /// <summary>PowerShell colours headers and leaves it to the host to take that away again.</summary>
    private static string Plain(string value) => Colour().Replace(value, "");

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Colour();

    private static PSInvalidOperationException NoQuestions() => new("This host runs unattended and cannot ask.");

    private void Locked(Action write)
    {
        lock (gate)
        {
            write();
        }
    }
}
