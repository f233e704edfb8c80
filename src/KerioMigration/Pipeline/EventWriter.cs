using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Pipeline;

/// <summary>The one place that says which stream an event goes to. Called on the cmdlet's thread alone.</summary>
/// <param name="clock">Time since the start of the run.</param>
internal sealed class EventWriter(Cmdlet cmdlet, Func<TimeSpan> clock)
{
    private readonly RunProgress progress = new(cmdlet, clock);
    private readonly Dictionary<string, int> stubs = new(StringComparer.OrdinalIgnoreCase);

    public void Write(MigrationEvent migrationEvent)
    {
        progress.Update(migrationEvent);
        switch (migrationEvent)
        {
            case MailboxStarted started:
                Verbose($"{started.User}: started.");
                break;
            case AccountCreated created:
                Verbose($"{created.User}: the account {created.DestinationAddress} was created.");
                break;
            case ResourceEnsured { Created: var made } resource:
                Verbose($"{resource.User}: the resource {resource.DestinationAddress} ({resource.Kind}) {(made ? "was created" : "was there")}.");
                break;
            case MailboxPlanned planned:
                Verbose($"{planned.User}: {planned.Plan.ItemCount:N0} items, {ByteSize.Text(planned.Plan.Size)} in the folders to carry, {planned.Plan.CarriedCount:N0} of the items carried earlier.");
                break;
            case FolderRenamed renamed:
                Verbose($"{renamed.User}: the folder \"{renamed.SourcePath}\" is called \"{renamed.DestinationPath}\" at the destination.");
                break;
            case FoldersHeld held:
                WriteHeld(held);
                break;
            case PartHeld held:
                cmdlet.WriteWarning($"{held.User}: {PartNames.Of(held.Part)} are held. {held.Obstacle?.Message}".TrimEnd());
                break;
            case PartFailed failed:
                cmdlet.WriteWarning($"{failed.User}: {PartNames.Of(failed.Part, failed.Place)} could not be carried ({failed.Failure.Reason}). {failed.Failure.Message}");
                break;
            case PartCarried carried:
                WritePart(carried);
                break;
            case FolderFailed failed:
                cmdlet.WriteWarning($"{failed.User}: the folder \"{failed.SourcePath}\" was left out ({failed.Failure.Reason}). {failed.Failure.Message}");
                break;
            case ItemsAdopted adopted:
                Verbose($"{adopted.User}: {adopted.Count:N0} items of \"{adopted.SourcePath}\" were at the destination already.");
                break;
            case ItemFailed failed:
                Verbose($"{failed.User}: \"{failed.Subject}\" in \"{failed.SourcePath}\" failed ({failed.Failure.Reason}). {failed.Failure.Message}");
                break;
            case ItemLoss loss:
                CountStub(loss);
                Verbose($"{loss.User}: \"{loss.Subject}\" in \"{loss.SourcePath}\": {loss.Loss}");
                break;
            case ItemsFollowed { Counts: var counts } followed:
                Verbose($"{followed.User}: \"{followed.SourcePath}\": {counts.Moved} moved, {counts.FlagsChanged} marked, {counts.Removed} removed.");
                break;
            case ItemKept kept:
                Verbose($"{kept.User}: \"{kept.Subject}\" in \"{kept.SourcePath}\" was kept. {kept.Message}");
                break;
            case ServerWait wait:
                Verbose($"{wait.Server} asked to wait for {wait.Duration.TotalSeconds:0.#} s, until {wait.Until.ToLocalTime():HH:mm:ss} ({wait.Code}).");
                break;
            case GroupCarried carried:
                WriteGroup(carried);
                break;
            case GroupFailed failed:
                cmdlet.WriteWarning($"The distribution group {failed.Group}".TrimEnd() + $" was not carried ({failed.Failure.Reason}). {failed.Failure.Message}");
                break;
            case MailboxEnded ended:
                WriteEnd(ended);
                break;
        }
    }

    private void WriteHeld(FoldersHeld held) => cmdlet.WriteWarning(FormattableString.Invariant(
        $"{held.User}: {held.Items:N0} items in {held.SourcePaths.Count:N0} folders are held: {string.Join(", ", held.SourcePaths)}. {held.Obstacle?.Message}").TrimEnd());

    private void WritePart(PartCarried carried)
    {
        var name = PartNames.Of(carried.Part, carried.Place);
        Verbose($"{carried.User}: {name}: {carried.Count} set at the destination.");
        if (carried.Losses.Count > 0)
        {
            cmdlet.WriteWarning($"{carried.User}: {name} that differ: {string.Join(". ", carried.Losses)}.");
        }
    }

    private void WriteGroup(GroupCarried carried)
    {
        Verbose($"{carried.Group}: {(carried.IsCreated ? "the group was created" : "the group was there")}, {carried.Count} members were added to {carried.Destination}.");
        if (carried.Losses.Count > 0)
        {
            cmdlet.WriteWarning($"The group {carried.Group} differs: {string.Join(". ", carried.Losses)}.");
        }
    }

    private void WriteEnd(MailboxEnded ended)
    {
        // What ends the whole run is the error that ends the command.
        if (ended.Failure is { Scope: not FailureScope.Run, Reason: not (Reason.Interrupted or Reason.NotReached) } failure)
        {
            cmdlet.WriteError(ErrorRecords.From(failure, ended.User.Source.Address));
        }
        else if (ended.Failure is { Reason: Reason.Interrupted or Reason.NotReached } early)
        {
            cmdlet.WriteWarning(early.Message);
        }
        else if (ended.Report.Failed > 0)
        {
            cmdlet.WriteWarning(FormattableString.Invariant(
                $"{ended.User}: {ended.Report.Failed:N0} items failed. Get-MigrationReport -View Item -Status Failed names them."));
        }

        if (stubs.TryGetValue(ended.User.Source.Address, out var count))
        {
            cmdlet.WriteWarning(FormattableString.Invariant(
                $"{ended.User}: {count:N0} messages could not be read; notes stand in their places. Get-MigrationReport -View Item | Where-Object Fidelity -eq Stub names them."));
        }

        cmdlet.WriteObject(ended.Report);
    }

    private void CountStub(ItemLoss loss)
    {
        if (loss.Fidelity == ItemFidelity.Stub)
        {
            stubs.TryGetValue(loss.User.Source.Address, out var count);
            stubs[loss.User.Source.Address] = count + 1;
        }
    }

    private void Verbose(FormattableString text) => cmdlet.WriteVerbose(text.ToString(CultureInfo.InvariantCulture));
}
