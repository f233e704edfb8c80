using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Reporting;

/// <summary>From what the ledger knows to flat rows: names of states instead of values, UTC, no nulls but in times.</summary>
internal static class ReportRows
{
    public static MailboxReport ToReport(this MailboxTotals mailbox)
    {
        var seconds = Seconds(mailbox.Started, mailbox.Ended);
        return new MailboxReport
        {
            Mailbox = mailbox.Mailbox.Address,
            DisplayName = mailbox.Mailbox.DisplayName,
            Destination = mailbox.Mailbox.DestinationAddress,
            State = mailbox.State.ToString(),
            Folders = mailbox.Folders,
            Found = mailbox.Items.Found,
            Migrated = mailbox.Items.Migrated,
            Existing = mailbox.Items.Existing,
            Filtered = mailbox.Items.Filtered,
            Failed = mailbox.Items.Failed,
            Held = mailbox.Items.Held,
            Pending = mailbox.Items.Pending,
            Bytes = mailbox.Items.Bytes,
            MigratedByLastRun = mailbox.MigratedByLastRun,
            UpdatedByLastRun = mailbox.ChangesByLastRun.Updated,
            MovedByLastRun = mailbox.ChangesByLastRun.Moved,
            RemovedByLastRun = mailbox.ChangesByLastRun.Removed,
            FlagsChangedByLastRun = mailbox.ChangesByLastRun.FlagsChanged,
            CutOver = mailbox.CutOver?.UtcDateTime,
            AccountCreated = mailbox.AccountCreated,
            Reason = mailbox.Reason.ToString(),
            Message = mailbox.Message,
            Started = mailbox.Started?.UtcDateTime,
            Ended = mailbox.Ended?.UtcDateTime,
            DurationSeconds = seconds,
            ItemsPerSecond = Rate(mailbox.MigratedByLastRun, seconds),
        };
    }

    public static FolderReport ToReport(this FolderTotals folder) => new()
    {
        Mailbox = folder.Mailbox,
        Folder = folder.Folder.SourcePath,
        DestinationFolder = DestinationOf(folder.Folder),
        Role = folder.Folder.Role.ToString(),
        Kind = folder.Folder.Kind.ToString(),
        Renamed = folder.Folder.IsRenamed,
        Created = folder.Folder.CreatedByUs,
        Found = folder.Items.Found,
        Migrated = folder.Items.Migrated,
        Existing = folder.Items.Existing,
        Filtered = folder.Items.Filtered,
        Failed = folder.Items.Failed,
        Held = folder.Items.Held,
        Pending = folder.Items.Pending,
        Bytes = folder.Items.Bytes,
        Reason = folder.Folder.Reason.ToString(),
    };

    public static ItemReport ToReport(this ItemOutcome item) => new()
    {
        Mailbox = item.Mailbox,
        Destination = item.Destination,
        Folder = item.FolderPath,
        Subject = item.Item.Subject ?? "",
        Received = item.Item.Received?.UtcDateTime,
        ItemClass = item.Item.ItemClass,
        Bytes = item.Key is { Size: > 0 } key ? key.Size : Math.Max(item.Item.Size, 0),
        Status = (item.State == ItemState.Intended ? ItemState.Pending : item.State).ToString(),
        Reason = item.Reason.ToString(),
        Message = item.Message ?? "",
        Fidelity = item.State is ItemState.Migrated or ItemState.Intended ? item.Fidelity.ToString() : "",
        Loss = item.Loss ?? "",
        Change = item.Change?.ToString() ?? "",
        MessageId = item.Key?.MessageId ?? "",
        DestinationId = item.DestinationId ?? "",
        SourceId = item.Item.Id,
    };

    public static AliasReport ToReport(this LegacyName alias) => new()
    {
        Mailbox = alias.Mailbox.Address,
        LegacyExchangeDN = alias.Name,
        EncapsulatedAddress = EncapsulatedAddress.Of(alias.Name, alias.Mailbox.Address.Substring(alias.Mailbox.Address.LastIndexOf('@') + 1)),
        DestinationAddress = alias.Mailbox.DestinationAddress,
    };

    public static UndoSubject ToSubject(this MailboxTotals mailbox, IEnumerable<PartCount> parts) => new(mailbox.Mailbox.Address)
    {
        Name = mailbox.Mailbox.DisplayName,
        Destination = mailbox.Mailbox.DestinationAddress,
        IsCreated = mailbox.AccountCreated,
        Items = mailbox.Items.Migrated,
        Parts = parts.ToDictionary(p => p.Part.ToString(), p => p.Count),
    };

    public static UndoSubject ToSubject(this GroupEntry group) => new(group.Address)
    {
        Name = group.Name,
        Destination = group.Destination,
        IsGroup = true,
        IsCreated = group.CreatedByUs,
        Members = group.Members.Count,
    };

    public static LossReport ToLossReport(this ItemOutcome item) => new()
    {
        Mailbox = item.Mailbox,
        Destination = item.Destination,
        Part = "Item",
        Place = item.FolderPath,
        Subject = item.Item.Subject ?? "",
        Loss = item.Loss ?? "",
        SourceId = item.Item.Id,
    };

    public static LossReport ToReport(this MailboxLoss loss) => new()
    {
        Mailbox = loss.Mailbox,
        Destination = loss.Destination,
        Part = loss.Entry.Part.ToString(),
        Place = loss.Entry.Place,
        Loss = loss.Entry.Loss,
        Open = loss.Entry.IsOpen,
    };

    public static RunReport ToReport(this RunTotals run)
    {
        var seconds = Seconds(run.Started, run.Ended);
        return new RunReport
        {
            Run = run.Id,
            State = run.State.ToString(),
            Started = run.Started.UtcDateTime,
            Ended = run.Ended?.UtcDateTime,
            DurationSeconds = seconds,
            WaitedSeconds = run.Waited.TotalSeconds,
            Computer = run.Computer,
            Version = run.Run.Version,
            Source = run.Run.Source,
            Destination = run.Run.Destination,
            Options = run.Run.Options,
            Mailboxes = run.Mailboxes,
            Migrated = run.Migrated,
            Bytes = run.Bytes,
            Updated = run.Changes.Updated,
            Moved = run.Changes.Moved,
            Removed = run.Changes.Removed,
            FlagsChanged = run.Changes.FlagsChanged,
            Failed = run.Failed,
            ItemsPerSecond = Rate(run.Migrated, seconds),
        };
    }

    /// <summary>A mail folder's full name, which the server may have chosen; of others it is an address that tells people nothing.</summary>
    private static string DestinationOf(FolderEntry folder) => folder.TargetPath is not { } target ? ""
        : ItemKinds.FolderKind(folder.Kind) == ItemKind.Mail ? folder.DestinationFullName ?? target
        : target;

    /// <summary>The end of a run that died is its last sign of life, by a clock that may have been set back since the start.</summary>
    private static double Seconds(DateTimeOffset? started, DateTimeOffset? ended) => Math.Max(0, (ended - started)?.TotalSeconds ?? 0);

    private static double Rate(long items, double seconds) => seconds > 0 ? Math.Round(items / seconds, 1) : 0;
}
