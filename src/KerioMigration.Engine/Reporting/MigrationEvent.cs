using System;
using System.Collections.Generic;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Reporting;

/// <summary>A fact about a run: counts and names, never screen text.</summary>
public abstract record MigrationEvent;

public sealed record RunStarted(long RunId, int MailboxCount) : MigrationEvent;

/// <summary>The mailbox's turn has come; its plan follows.</summary>
public sealed record MailboxStarted(UserMapping User) : MigrationEvent;

/// <summary>An account was created for this mailbox.</summary>
public sealed record AccountCreated(UserMapping User, string DestinationAddress) : MigrationEvent;

/// <summary>The mailbox is something that people book at the destination.</summary>
/// <param name="Created">Just now; else it was there.</param>
public sealed record ResourceEnsured(UserMapping User, string DestinationAddress, ResourceKind Kind, bool Created) : MigrationEvent;

/// <summary>Items and bytes are the source's count, before filters by item.</summary>
public sealed record MailboxPlanned(UserMapping User, MailboxPlan Plan) : MigrationEvent;

/// <summary>A folder has another name at the destination than at the source.</summary>
public sealed record FolderRenamed(UserMapping User, string SourcePath, string DestinationPath) : MigrationEvent;

/// <summary>Folders wait, for a sign-in that their kinds of item need or because the destination has no place for them.</summary>
/// <param name="Obstacle">What is missing, and what to do; null when the destination does not say.</param>
public sealed record FoldersHeld(UserMapping User, IReadOnlyList<string> SourcePaths, long Items, Failure? Obstacle) : MigrationEvent;

/// <summary>A part of the mailbox waits; a later run carries it.</summary>
/// <param name="Obstacle">What is missing, and what to do; null when the destination does not say.</param>
public sealed record PartHeld(UserMapping User, MailboxPart Part, Failure? Obstacle) : MigrationEvent;

/// <summary>Something of a part of the mailbox was brought over.</summary>
/// <param name="Place">The folder's path at the source, or the name of a setting; empty: the part as a whole.</param>
/// <param name="Count">What was set or changed at the destination.</param>
/// <param name="Losses">A sentence, without its full stop, for each that is not there as it was.</param>
public sealed record PartCarried(UserMapping User, MailboxPart Part, string Place, int Count, IReadOnlyList<string> Losses) : MigrationEvent;

/// <summary>Something of a part of the mailbox could not be read or written; a later run tries it again.</summary>
public sealed record PartFailed(UserMapping User, MailboxPart Part, string Place, Failure Failure) : MigrationEvent;

/// <summary>A folder could not be listed or created; the rest of the mailbox goes on.</summary>
public sealed record FolderFailed(UserMapping User, string SourcePath, Failure Failure) : MigrationEvent;

/// <summary>Items found in listings that need carrying (new, or open from earlier runs).</summary>
public sealed record ItemsListed(UserMapping User, string SourcePath, int Count) : MigrationEvent;

/// <summary>Items safely at the destination and in the ledger.</summary>
public sealed record ItemsMigrated(UserMapping User, string SourcePath, int Count, long Bytes) : MigrationEvent;

/// <summary>Changes of items that were carried before, as the destination has them now.</summary>
public sealed record ItemsFollowed(UserMapping User, string SourcePath, ChangeCounts Counts) : MigrationEvent;

/// <summary>A change at the source that was not brought over, because of what somebody did at the destination.</summary>
public sealed record ItemKept(UserMapping User, string SourcePath, string? Subject, string SourceId, string Message) : MigrationEvent;

public sealed record ItemFailed(UserMapping User, string SourcePath, string? Subject, string SourceId, Failure Failure) : MigrationEvent;

/// <summary>Something that the administrator should know and that stops nothing: a lost date, a dropped flag.</summary>
public sealed record ItemLoss(UserMapping User, string SourcePath, string? Subject, string Loss) : MigrationEvent
{
    public ItemFidelity Fidelity { get; init; }
}

/// <summary>A server asked everybody to wait.</summary>
/// <param name="Until">UTC.</param>
public sealed record ServerWait(string Server, TimeSpan Duration, DateTimeOffset Until, string? Code) : MigrationEvent;

/// <summary>Always the last event of a mailbox, whatever happened.</summary>
/// <param name="Failure">Why it did not complete; null otherwise.</param>
public sealed record MailboxEnded(UserMapping User, MailboxReport Report, Failure? Failure) : MigrationEvent;

/// <summary>A distribution group is at the destination with those of its members who have accounts.</summary>
/// <param name="Count">Members that were added.</param>
/// <param name="Losses">A sentence, without its full stop, for each thing that is not there as it was.</param>
public sealed record GroupCarried(string Group, string Destination, bool IsCreated, int Count, IReadOnlyList<string> Losses) : MigrationEvent;

/// <summary>A distribution group could not be brought over; everything else goes on.</summary>
/// <param name="Group">Its address or the name asked for; empty: none of them.</param>
public sealed record GroupFailed(string Group, Failure Failure) : MigrationEvent;

public sealed record RunEnded(RunReport Report) : MigrationEvent;

/// <summary>Items of a folder that were at the destination already, and are not written.</summary>
public sealed record ItemsAdopted(UserMapping User, string SourcePath, int Count) : MigrationEvent;

/// <summary>The mailbox's turn to be undone has come.</summary>
/// <param name="ItemCount">Items that we wrote.</param>
public sealed record UndoStarted(string Mailbox, long ItemCount) : MigrationEvent;

/// <summary>Items of a folder that the undo is through with.</summary>
public sealed record ItemsUndone(string Mailbox, string SourcePath, int Count) : MigrationEvent;

/// <summary>The undo left something at the destination.</summary>
/// <param name="What">The folder's path at the source, an item's subject behind it; or the account's address.</param>
public sealed record KeptByUndo(string Mailbox, string What, Reason Reason, string Message) : MigrationEvent;

/// <summary>Always the last event of a mailbox that is undone, whatever happened.</summary>
/// <param name="Failure">Why it did not complete; null otherwise.</param>
public sealed record UndoEnded(UndoReport Report, Failure? Failure) : MigrationEvent;
