using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Reporting;
using KerioMigration.Pipeline;

namespace KerioMigration.Commands;

[Cmdlet(VerbsCommon.Get, "MigrationReport", DefaultParameterSetName = "View")]
[OutputType(typeof(MailboxReport), typeof(FolderReport), typeof(ItemReport), typeof(RunReport), typeof(AliasReport), typeof(LossReport), ParameterSetName = ["View"])]
[OutputType(typeof(PSCredential), ParameterSetName = ["NewPassword"])]
public sealed class GetMigrationReportCommand : MigrationCommandBase
{
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string LedgerPath { get; set; } = "";

    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Identity { get; set; }

    [Parameter(ParameterSetName = "View")]
    [ValidateSet("Mailbox", "Folder", "Item", "Run", "Alias", "Loss")]
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
        if (View == "Run" && Identity is not null)
        {
            RefuseAll("A run is of many mailboxes: give -Identity with the views Mailbox, Folder and Item, or with -NewPassword.");
        }

        if (View == "Alias" && Status is not null)
        {
            RefuseAll("An alias has no state: give -Status with the other views.");
        }

        if (View == "Loss" && Status is not null)
        {
            RefuseAll("A loss has no state: filter with Where-Object, for example { $_.Open }.");
        }

        var path = FullPath(LedgerPath);
        var filter = new ReportFilter { Identity = Identity ?? [], Status = Status ?? [] };
        IReadOnlyList<string> unknown = [];
        Run(async (pump, token) =>
        {
            await (NewPassword ? ReadPasswordsAsync(path, filter, pump, token) : ReadViewAsync(path, filter, pump, token));
            unknown = Identity is null ? [] : await Operations.FindUnknownAsync(path, Identity, View == "Loss", token);
        });
        foreach (var name in unknown)
        {
            RefuseUnknown(View == "Loss" ? "The ledger knows no mailbox or group called" : "The ledger knows no mailbox called", name);
        }
    }

    private Task ReadPasswordsAsync(string path, ReportFilter filter, EventPump pump, CancellationToken token) => Operations.ReadPasswordsAsync(
        path, filter, (address, password) => pump.Post(() => WriteObject(new PSCredential(address, password.ToSecureString()))), token);

    /// <summary>Filtered where it is read: of a report of a million items only what is asked for comes here.</summary>
    private Task ReadViewAsync(string path, ReportFilter filter, EventPump pump, CancellationToken token) => View switch
    {
        "Folder" => Operations.ReadFoldersAsync(path, filter, r => pump.Post(() => WriteObject(r)), token),
        "Item" => Operations.ReadItemsAsync(path, filter, r => pump.Post(() => WriteObject(r)), token),
        "Alias" => Operations.ReadAliasesAsync(path, filter, r => pump.Post(() => WriteObject(r)), token),
        "Loss" => Operations.ReadLossesAsync(path, filter, r => pump.Post(() => WriteObject(r)), token),
        "Run" => Operations.ReadRunsAsync(path, filter, r => pump.Post(() => WriteObject(r)), token),
        _ => Operations.ReadMailboxesAsync(path, filter, r => pump.Post(() => WriteObject(r)), token),
    };
}
