using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using KerioMigration.Engine;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Pipeline;

namespace KerioMigration.Commands;

[Cmdlet(VerbsLifecycle.Start, "KerioMigration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MailboxReport), typeof(PlanReport), typeof(FolderPlanReport))]
public sealed class StartKerioMigrationCommand : ConnectionCommandBase
{
    private readonly MailboxSelection selection = new();
    private readonly List<UserMapping> confirmed = [];
    private readonly List<UserMapping> previewed = [];
    private IReadOnlyList<FolderAddressRow> folderAddresses = [];

    [Parameter(ValueFromPipeline = true, Position = 0)]
    [ValidateNotNull]
    public PSObject[] Mailbox { get; set; } = [];

    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public override string? KerioServer { get; set; }

    [Parameter(Mandatory = true)]
    [Credential]
    public override PSCredential? KerioCredential { get; set; }

    /// <summary>Mandatory, because a second run that finds no ledger would write everything again.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string LedgerPath { get; set; } = "";

    [Parameter]
    [SupportsWildcards]
    public string[] IncludeFolder { get; set; } = [];

    [Parameter]
    [SupportsWildcards]
    public string[] ExcludeFolder { get; set; } = [];

    [Parameter]
    [ValidateSet("Mail", "Calendar", "Contact", "Task", "Note", "Journal")]
    public string[] ItemType { get; set; } = [];

    [Parameter]
    public DateTime? After { get; set; }

    [Parameter]
    public DateTime? Before { get; set; }

    [Parameter]
    public DateTime? CalendarAfter { get; set; }

    [Parameter]
    [ValidateSet("Listed", "Guarded", "Omitted")]
    public string AttendeeMode { get; set; } = "Listed";

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? BadItemLimit { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? LargeItemLimit { get; set; }

    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? MaxItemSize { get; set; }

    [Parameter]
    public SwitchParameter Adopt { get; set; }

    [Parameter]
    public TimeSpan? TimeLimit { get; set; }

    [Parameter]
    public SwitchParameter RemoveDeleted { get; set; }

    [Parameter]
    public SwitchParameter Complete { get; set; }

    [Parameter]
    public SwitchParameter ResetPassword { get; set; }

    [Parameter]
    public SwitchParameter IncludeArchive { get; set; }

    [Parameter]
    [ValidateSet("Account", "Resource")]
    public string ResourceMailbox { get; set; } = "Account";

    [Parameter]
    public SwitchParameter IncludePermission { get; set; }

    [Parameter]
    public SwitchParameter AllowWiderPermission { get; set; }

    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] IncludeGroup { get; set; } = [];

    [Parameter]
    public SwitchParameter IncludeAccountDetail { get; set; }

    [Parameter]
    public SwitchParameter IncludeSetting { get; set; }

    [Parameter]
    public SwitchParameter PublicFolder { get; set; }

    [Parameter]
    [Credential]
    public PSCredential? PublicFolderCredential { get; set; }

    [Parameter]
    [ValidateNotNull]
    public PSObject[] PublicFolderAddress { get; set; } = [];

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 6;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (!HasExchangeSignIn)
        {
            RefuseAll("Nobody to sign in to Exchange with: give -ExchangeCredential or -AccessToken.");
        }

        if (After >= Before)
        {
            RefuseAll("No item can be received after -After and before -Before: -After is the later one.");
        }

        if (AllowWiderPermission && !IncludePermission)
        {
            RefuseAll("-AllowWiderPermission says how rights are carried, and none are: give -IncludePermission as well.");
        }

        if (PublicFolderAddress.Length > 0 && !PublicFolder)
        {
            RefuseAll("-PublicFolderAddress says which addresses public folders have, and none are migrated: give -PublicFolder as well.");
        }

        // A mere number is taken for ticks of 100 nanoseconds.
        if (TimeLimit < TimeSpan.FromSeconds(1) || TimeLimit > TimeSpan.FromDays(49))
        {
            RefuseAll("-TimeLimit is between one second and 49 days. Write 8:00 for eight hours.");
        }
    }

    protected override void ProcessRecord()
    {
        foreach (var row in Mailbox)
        {
            var user = selection.Add(row, KerioDomain ?? "", out var refusal);
            if (refusal is not null)
            {
                Refuse(refusal, MailboxRow.AddressOf(row) ?? (object)row);
            }
            else if (user is not null)
            {
                Confirm(ResourceMailbox == "Resource" ? user with { Resource = MailboxRow.ResourceOf(row) } : user);
            }
        }
    }

    protected override void EndProcessing()
    {
        folderAddresses = [.. PublicFolderAddress.SelectMany(ReadAddresses)];
        if (PublicFolder && selection.Add(PSObject.AsPSObject(MailboxRef.PublicFolders.Address), "", out _) is { } folders)
        {
            Confirm(folders);
        }

        if (!PublicFolder && !MyInvocation.ExpectingInput && Mailbox.Length == 0 && IncludeGroup.Length == 0)
        {
            RefuseAll("Nothing to migrate: give mailboxes, -PublicFolder or -IncludeGroup.");
        }

        foreach (var user in selection.WithItems)
        {
            Confirm(user);
        }

        // Groups are asked for by themselves: they need no mailbox in the run, only accounts.
        var withGroups = ConfirmGroups(out var previewsGroups);
        if (previewed.Count > 0 || previewsGroups)
        {
            Run((pump, token) => Operations.PlanAsync(Request(pump, previewed), plan => pump.Post(() => WriteObject(plan)), folder => pump.Post(() => WriteObject(folder)), token));
        }

        if (confirmed.Count > 0 || withGroups)
        {
            IncludeGroup = withGroups ? IncludeGroup : [];
            Migrate();
        }
    }

    private IEnumerable<FolderAddressRow> ReadAddresses(PSObject row)
    {
        List<string> refusals = [];
        var rows = FolderAddressRows.Read(row, refusals);
        refusals.ForEach(r => Refuse(r, row));
        return rows;
    }

    private void Confirm(UserMapping user)
    {
        user = !user.Source.IsPublicFolders ? user
            : PublicFolderMapping.Of(user, KerioCredential!, PublicFolderCredential, KerioDomain) with { FolderAddresses = folderAddresses };
        if (ShouldProcess($"Migrate {Target(user)}.", $"Migrate {Target(user)}?", "Start-KerioMigration", out var reason))
        {
            confirmed.Add(user);
        }
        else if ((reason & ShouldProcessReason.WhatIf) != 0)
        {
            previewed.Add(user);
        }
    }

    private bool ConfirmGroups(out bool isPreview)
    {
        isPreview = false;
        if (IncludeGroup.Length == 0)
        {
            return false;
        }

        var groups = string.Join(", ", IncludeGroup);
        var isConfirmed = ShouldProcess(
            $"Migrate the distribution groups {groups}.", $"Migrate the distribution groups {groups}?", "Start-KerioMigration", out var reason);
        isPreview = (reason & ShouldProcessReason.WhatIf) != 0;
        return isConfirmed;
    }

    private void Migrate()
    {
        var time = Stopwatch.StartNew();
        var writer = new EventWriter(this, () => time.Elapsed);
        Run((pump, token) => Operations.MigrateAsync(
            Request(pump, confirmed), new PumpedObserver(pump, writer.Write, TellInterrupted), token));
    }

    /// <summary>A stopped pipeline takes no more objects; the host still shows a line, and the report knows the rest.</summary>
    private void TellInterrupted(MigrationEvent migrationEvent)
    {
        if (migrationEvent is MailboxEnded { Report: var report })
        {
            Host.UI.WriteWarningLine(FormattableString.Invariant(
                $"{report.Mailbox}: {report.State}, {report.MigratedByLastRun:N0} items in this run. The same command goes on from here."));
        }
    }

    private MigrationRequest Request(EventPump pump, IReadOnlyList<UserMapping> users) => new(Exchange(pump), Kerio(), FullPath(LedgerPath), Options(), users);

    private MigrationOptions Options() => new()
    {
        IncludeFolder = IncludeFolder,
        ExcludeFolder = ExcludeFolder,
        Kinds = ItemTypes.Kinds(ItemType),
        After = After is { } after ? new DateTimeOffset(after) : null,
        Before = Before is { } before ? new DateTimeOffset(before) : null,
        CalendarAfter = CalendarAfter is { } end ? new DateTimeOffset(end) : null,
        Attendees = ItemTypes.Attendees(AttendeeMode),
        BadItemLimit = BadItemLimit,
        LargeItemLimit = LargeItemLimit,
        MaxItemSize = MaxItemSize,
        Adopt = Adopt,
        TimeLimit = TimeLimit,
        RemoveDeleted = RemoveDeleted,
        Complete = Complete,
        ResetPassword = ResetPassword,
        IncludeArchive = IncludeArchive,
        IncludePermission = IncludePermission,
        AllowWiderPermission = AllowWiderPermission,
        IncludeGroup = IncludeGroup,
        IncludeAccountDetail = IncludeAccountDetail,
        IncludeSetting = IncludeSetting,
        Force = Force,
        ThrottleLimit = ThrottleLimit,
    };

    private static string Target(UserMapping user)
    {
        var target = user.DestinationDomain.Length == 0 ? user.DestinationLogin : $"{user.DestinationLogin}@{user.DestinationDomain}";
        return user.Resource is { } kind ? $"{user} to the resource {target} ({kind})"
            : user.Items is { } items ? FormattableString.Invariant($"{items.Count:N0} items of {user} to {target}") : $"{user} to {target}";
    }
}
