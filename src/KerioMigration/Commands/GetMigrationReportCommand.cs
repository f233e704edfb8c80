using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Reporting;
using KerioMigration.Pipeline;

namespace KerioMigration.Commands;

[Cmdlet(VerbsCommon.Get, "MigrationReport", DefaultParameterSetName = "View")]
[OutputType(typeof(MailboxReport), typeof(FolderReport), typeof(ItemReport), typeof(RunReport), ParameterSetName = ["View"])]
[OutputType(typeof(PSCredential), ParameterSetName = ["NewPassword"])]
public sealed class GetMigrationReportCommand : MigrationCommandBase
{
    private List<IdentityPattern> patterns = [];

    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string LedgerPath { get; set; } = "";

    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Identity { get; set; }

    [Parameter(ParameterSetName = "View")]
    [ValidateSet("Mailbox", "Folder", "Item", "Run")]
    public string View { get; set; } = "Mailbox";

    [Parameter(ParameterSetName = "View")]
    [ValidateSet(
        "NotStarted", "Running", "Completed", "CompletedWithErrors", "Interrupted", "Failed", "Undone",
        "Pending", "Migrated", "Existing", "Filtered", "Held")]
    public string[]? Status { get; set; }

    [Parameter(ParameterSetName = "NewPassword", Mandatory = true)]
    public SwitchParameter NewPassword { get; set; }

    protected override void EndProcessing()
    {
        patterns = (Identity ?? []).Select(i => new IdentityPattern(i)).ToList();
        var path = FullPath(LedgerPath);
        Run((pump, token) => NewPassword ? ReadPasswordsAsync(path, pump, token) : ReadViewAsync(path, pump, token));
        if (View == "Mailbox" && !NewPassword)
        {
            RefuseUnseen(patterns, "The ledger knows no mailbox called");
        }
    }

    private Task ReadPasswordsAsync(string path, EventPump pump, CancellationToken token) => Operations.ReadPasswordsAsync(
        path, (address, password) => pump.Post(() => WritePassword(address, password)), token);

    private Task ReadViewAsync(string path, EventPump pump, CancellationToken token) => View switch
    {
        "Folder" => Operations.ReadFoldersAsync(path, r => Post(pump, r, r.Mailbox, FolderStatus(r)), token),
        "Item" => Operations.ReadItemsAsync(path, r => Post(pump, r, r.Mailbox, r.Status), token),
        "Run" => Operations.ReadRunsAsync(path, r => Post(pump, r, null, r.State), token),
        _ => Operations.ReadMailboxesAsync(path, r => Post(pump, r, r.Mailbox, r.State), token),
    };

    /// <summary>Filtered where it is read: a report of a million items posts only what is asked for.</summary>
    private void Post(EventPump pump, object row, string? mailbox, params string[] states)
    {
        if ((mailbox is null || IsWanted(mailbox)) && (Status is null || Status.Any(s => states.Contains(s, StringComparer.OrdinalIgnoreCase))))
        {
            pump.Post(() => WriteObject(row));
        }
    }

    private void WritePassword(string address, Secret password)
    {
        if (IsWanted(address))
        {
            WriteObject(new PSCredential(address, password.ToSecureString()));
        }
    }

    private bool IsWanted(string mailbox) => patterns.Count == 0 || patterns.Any(p => p.Matches(mailbox));

    /// <summary>A folder has no state of its own: it is asked for by what its items are.</summary>
    private static string[] FolderStatus(FolderReport report) =>
    [
        .. report.Migrated > 0 ? ["Migrated"] : (string[])[],
        .. report.Existing > 0 ? ["Existing"] : (string[])[],
        .. report.Filtered > 0 ? ["Filtered"] : (string[])[],
        .. report.Failed > 0 ? ["Failed"] : (string[])[],
        .. report.Held > 0 ? ["Held"] : (string[])[],
        .. report.Pending > 0 ? ["Pending"] : (string[])[],
    ];
}
