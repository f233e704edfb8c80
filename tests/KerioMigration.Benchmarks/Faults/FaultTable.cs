using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Model;
using KerioMigration.Simulation.Faults;

namespace KerioMigration.Benchmarks.Faults;

/// <summary>
/// Faults times moments, each with its outcome. After every one of them the fault goes away, the same command runs again, and every item
/// is at the destination exactly once.
/// </summary>
internal static class FaultTable
{
    public const string Victim = "user001@example.org";

    /// <summary>A folder and a message that the victim alone has.</summary>
    public const string VictimFolder = "Work of user001";
    public const string VictimItem = "Work of user001 2";
    private const string VictimMessageId = "<Work-of-user001-2@faults.test>";

    private const int Always = int.MaxValue;
    private const int InTheMiddle = 700;

    private static readonly string[] Reading = ["GetFolder", "FindFolder", "SyncFolderItems", "GetItem"];
    private static readonly string[] Calls = ["Session.login", "Services.get", "Users.get", "Users.create"];
    private static readonly string[] Opening = ["Connect", "X-MASTERAUTH", "X-SETUSER", "CAPABILITY"];
    private static readonly string[] Folders = ["LIST", "CREATE", "STATUS"];

    private static readonly string[] Transient =
    [
        "ErrorTimeoutExpired", "ErrorMailboxStoreUnavailable", "ErrorMailboxMoveInProgress", "ErrorMailboxFailover", "ErrorConnectionFailed",
        "ErrorNoRespondingCASInDestinationSite", "ErrorProxyRequestProcessingFailed", "ErrorInternalServerTransientError", "ErrorInsufficientResources",
        "ErrorADUnavailable", "ErrorADOperation", "ErrorNotEnoughMemory", "ErrorInternalServerError",
    ];

    public static IReadOnlyList<FaultCase> Cases { get; } =
    [
        .. Stumbles(Reading),
        .. Reading.SelectMany(moment => Transient.Select(code => Passing(moment, code, new Fault { On = moment, Action = FaultAction.Error, Code = code }))),
        .. Refusals(),
        .. Listings(),
        .. Items(),
        .. SecondRun(),
        .. Calls.SelectMany(Administration),
        .. Calls.Skip(1).Select(m => InKerio(m, "session expired", new Fault { On = m, Action = FaultAction.Error, Code = "-32001", Text = "Session expired." })),
        .. Opening.SelectMany(Openings),
        .. Folders.SelectMany(m => Connections(m, Victim)),
        .. Appends(),
        .. MishapTable.Cases,
    ];

    /// <summary>What a front end, a proxy, a network or a busy server does now and then.</summary>
    private static IEnumerable<FaultCase> Stumbles(IEnumerable<string> moments) => moments.SelectMany(moment => new[]
    {
        Passing(moment, "reset", new Fault { On = moment, Action = FaultAction.Reset }),
        Passing(moment, "silence", new Fault { On = moment, Action = FaultAction.Stall }),
        Passing(moment, "half-open after some bytes", new Fault { On = moment, Action = FaultAction.HalfOpen, Bytes = InTheMiddle }),
        Passing(moment, "closed after some bytes", new Fault { On = moment, Action = FaultAction.CloseAfterBytes, Bytes = InTheMiddle }),
        Passing(moment, "TLS broken", new Fault { On = moment, Action = FaultAction.BrokenTls }),
        Passing(moment, "truncated XML", new Fault { On = moment, Action = FaultAction.Truncated, Bytes = InTheMiddle }),
        Passing(moment, "empty answer", new Fault { On = moment, Action = FaultAction.Empty }),
        Passing(moment, "illegal characters", new Fault { On = moment, Action = FaultAction.IllegalCharacters, Count = Always }),
        Passing(moment, "web page behind the answer", new Fault { On = moment, Action = FaultAction.HtmlAfter }),
        Passing(moment, "busy with a time", new Fault { On = moment, Action = FaultAction.Busy, Duration = TimeSpan.FromSeconds(30), Count = 3 }),
        Passing(moment, "busy without a time", new Fault { On = moment, Action = FaultAction.Busy, Count = 3 }),
        Passing(moment, "fault with HTTP 200", new Fault { On = moment, Action = FaultAction.Error, Code = "ErrorInternalServerError", Status = 200 }),
        Passing(moment, "fault without a detail", new Fault { On = moment, Action = FaultAction.BareFault }),
        Status(moment, 429, TimeSpan.FromSeconds(20)),
        Status(moment, 500),
        Status(moment, 502),
        Status(moment, 503),
        Status(moment, 503, TimeSpan.FromSeconds(20)),
        Status(moment, 504),
    });

    /// <summary>Once somebody is in, a refusal may come from load; a second one, and one at the door, is meant.</summary>
    private static IEnumerable<FaultCase> Refusals() =>
    [
        Status("SyncFolderItems", 401),
        Status("GetItem", 401),
        Final("GetFolder", "HTTP 401", HttpStatus("GetFolder", 401, null) with { Count = Always }, FaultEffect.Run, Reason.SignInFailed),
        Final("GetItem", "HTTP 401 again and again", HttpStatus("GetItem", 401, null) with { Count = Always }, FaultEffect.Run, Reason.SignInFailed),
        Final("GetFolder", "HTTP 456", HttpStatus("GetFolder", 456, null) with { Count = Always }, FaultEffect.Run, Reason.SignInFailed),
        Final("GetItem", "HTTP 456", HttpStatus("GetItem", 456, null) with { Count = Always }, FaultEffect.Run, Reason.SignInFailed),
        Final("GetFolder", "HTTP 403", HttpStatus("GetFolder", 403, null) with { Count = Always }, FaultEffect.Run, Reason.AccessDenied),
        Final("GetFolder", "impersonation refused", Code("GetFolder", "ErrorImpersonateUserDenied"), FaultEffect.Mailbox, Reason.ImpersonationDenied),
        Final("GetFolder", "no such mailbox", Code("GetFolder", "ErrorNonExistentMailbox"), FaultEffect.Mailbox, Reason.MailboxNotFound),
        Final("GetFolder", "mailbox on the move", Code("GetFolder", "ErrorMailboxMoveInProgress"), FaultEffect.Mailbox, Reason.MailboxUnavailable),
        Final("SyncFolderItems", "mailbox on the move", Code("SyncFolderItems", "ErrorMailboxMoveInProgress"), FaultEffect.Folder, Reason.MailboxUnavailable),
        Final("GetFolder", "busy for ever", new Fault { On = "GetFolder", Action = FaultAction.Busy, Duration = TimeSpan.FromSeconds(1), Count = Always, Target = Victim }, FaultEffect.Mailbox, Reason.ServerBusy),
        Final("FindFolder", "reset for ever", new Fault { On = "FindFolder", Action = FaultAction.Reset, Count = Always, Target = Victim }, FaultEffect.Mailbox, Reason.ConnectionFailed),
    ];

    private static IEnumerable<FaultCase> Listings() =>
    [
        Final("SyncFolderItems", "access denied to one folder", OfFolder("ErrorAccessDenied"), FaultEffect.Folder, Reason.AccessDenied),
        Final("SyncFolderItems", "folder gone", OfFolder("ErrorFolderNotFound"), FaultEffect.Folder, Reason.ItemNotFound),
        Final("SyncFolderItems", "a page that makes no progress", new Fault { On = "SyncFolderItems", Action = FaultAction.Standstill, Count = Always, Target = Victim }, FaultEffect.Folder, Reason.UnexpectedAnswer),
    ];

    private static IEnumerable<FaultCase> Items() =>
    [
        Passing("GetItem", "wrong order", new Fault { On = "GetItem", Action = FaultAction.Disorder, Count = Always }),
        Passing("GetItem", "wrong order and an error in it", new Fault { On = "GetItem", Action = FaultAction.Disorder, Count = Always })
            with { Also = OfItem(FaultAction.ItemError, "ErrorMimeContentConversionFailed") with { Count = 1 } },
        Passing("GetItem", "content missing once", OfItem(FaultAction.MissingContent, null) with { Count = 1 }),
        Passing("GetItem", "content no base64 once", OfItem(FaultAction.BadContent, null) with { Count = 1 }),
        Passing("GetItem", "batch stopped", OfItem(FaultAction.ItemError, "ErrorTimeoutExpired") with { Count = 1 }),
        Passing("GetItem", "batch stopped by load", OfItem(FaultAction.ItemError, "ErrorServerBusy") with { Count = 1 }),
        Passing("GetItem", "conversion failed once", OfItem(FaultAction.ItemError, "ErrorMimeContentConversionFailed") with { Count = 1 }),
        Passing("GetItem", "an error that nobody knows, once", OfItem(FaultAction.ItemError, "ErrorSomethingNobodyKnows") with { Count = 1 }),
        Final("GetItem", "item gone since it was listed", OfItem(FaultAction.ItemError, "ErrorItemNotFound"), FaultEffect.Item, Reason.ItemNotFound),
        Final("GetItem", "access denied to one item", OfItem(FaultAction.ItemError, "ErrorAccessDenied"), FaultEffect.Item, Reason.AccessDenied),
    ];

    private static IEnumerable<FaultCase> SecondRun() =>
    [
        Passing("SyncFolderItems", "sync state unknown", Code("SyncFolderItems", "ErrorInvalidSyncStateData") with { Count = 1 }) with { InSecondRun = true },
        Passing("SyncFolderItems", "reset", new Fault { On = "SyncFolderItems", Action = FaultAction.Reset }) with { InSecondRun = true },
        InKerio("APPEND", "connection lost after storing", new Fault { On = "APPEND", Action = FaultAction.DoneThenReset, Target = Victim }) with { InSecondRun = true },
        InKerio("Stored", "UIDVALIDITY changed", new Fault { On = "Stored", Action = FaultAction.NewUidValidity, Target = Victim }) with { InSecondRun = true },
    ];

    private static IEnumerable<FaultCase> Administration(string method) =>
    [
        InKerio(method, "reset", new Fault { On = method, Action = FaultAction.Reset }),
        InKerio(method, "silence", new Fault { On = method, Action = FaultAction.Stall }),
        InKerio(method, "closed after some bytes", new Fault { On = method, Action = FaultAction.CloseAfterBytes, Bytes = 20 }),
        InKerio(method, "connection lost when it was done", new Fault { On = method, Action = FaultAction.DoneThenReset }),
        InKerio(method, "HTTP 503", new Fault { On = method, Action = FaultAction.HttpStatus, Status = 503 }),
    ];

    private static IEnumerable<FaultCase> Openings(string moment) => moment == "Connect"
        ? [InKerio(moment, "reset", new Fault { On = moment, Action = FaultAction.Reset }), InKerio(moment, "silence", new Fault { On = moment, Action = FaultAction.Stall })]
        : Connections(moment, null);

    private static IEnumerable<FaultCase> Connections(string command, string? target) =>
    [
        InKerio(command, "reset", new Fault { On = command, Action = FaultAction.Reset, Target = target }),
        InKerio(command, "silence", new Fault { On = command, Action = FaultAction.Stall, Target = target }),
        InKerio(command, "half-open after some bytes", new Fault { On = command, Action = FaultAction.HalfOpen, Bytes = 10, Target = target }),
        InKerio(command, "closed after some bytes", new Fault { On = command, Action = FaultAction.CloseAfterBytes, Bytes = 10, Target = target }),
        InKerio(command, "TLS broken", new Fault { On = command, Action = FaultAction.BrokenTls, Target = target }),
        InKerio(command, "BYE", new Fault { On = command, Action = FaultAction.Bye, Target = target }),
        InKerio(command, "connection lost when it was done", new Fault { On = command, Action = FaultAction.DoneThenReset, Target = target }),
    ];

    private static IEnumerable<FaultCase> Appends() =>
    [
        .. Connections("APPEND", Victim),
        InKerio("Stored", "UIDVALIDITY changed", new Fault { On = "Stored", Action = FaultAction.NewUidValidity, Target = Victim }),
        InKerio("APPEND", "server out of order for a moment", Refused("APPEND", "[SERVERBUG] Internal error") with { Count = 1 }),
        InKerio("APPEND", "date refused", Refused("APPEND", "APPEND Malformed date parameter") with { Count = 1 }),
        Refusal("APPEND", "quota by code", Refused("APPEND", "[OVERQUOTA] No room"), FaultEffect.Mailbox, Reason.QuotaExceeded),
        Refusal("APPEND", "quota by its text", Refused("APPEND", "APPEND Mailbox quota exceeded"), FaultEffect.Mailbox, Reason.QuotaExceeded),
        Refusal("Message", "one message too large", Refused("Message", "APPEND Message is too large") with { Target = VictimMessageId }, FaultEffect.Item, Reason.ItemTooLarge),
        Refusal("Message", "one message refused", Refused("Message", "APPEND Message refused") with { Target = VictimMessageId }, FaultEffect.Item, Reason.ItemRefused),
        Refusal("CREATE", "folder name refused", Refused("CREATE", "CREATE Invalid mailbox name") with { Target = VictimFolder }, FaultEffect.Folder, Reason.FolderRefused),
        Refusal("X-MASTERAUTH", "master login refused", Refused("X-MASTERAUTH", "X-MASTERAUTH Access denied") with { Target = null }, FaultEffect.Run, Reason.MasterLoginRefused),
        Refusal("X-SETUSER", "account unknown", Refused("X-SETUSER", "X-SETUSER Invalid user") with { Target = Victim }, FaultEffect.Mailbox, Reason.MailboxNotFound),
        Refusal("APPEND", "reset for ever", new Fault { On = "APPEND", Action = FaultAction.Reset, Count = Always, Target = Victim }, FaultEffect.Mailbox, Reason.ConnectionFailed),
    ];

    private static FaultCase Passing(string moment, string name, Fault fault) =>
        new(name, FaultSide.Exchange, fault with { On = moment, Target = fault.Target ?? Victim }, FaultOutcome.Done);

    private static FaultCase Final(string moment, string name, Fault fault, FaultEffect effect, Reason reason) =>
        new(name, FaultSide.Exchange, fault with { On = moment }, new FaultOutcome(effect, reason));

    private static FaultCase Status(string moment, int status, TimeSpan? retryAfter = null) =>
        Passing(moment, string.Create(CultureInfo.InvariantCulture, $"HTTP {status}{(retryAfter is null ? "" : " with a time")}"), HttpStatus(moment, status, retryAfter));

    private static Fault HttpStatus(string moment, int status, TimeSpan? retryAfter) =>
        new() { On = moment, Action = FaultAction.HttpStatus, Status = status, Duration = retryAfter };

    private static Fault Code(string moment, string code) => new() { On = moment, Action = FaultAction.Error, Code = code, Count = Always, Target = Victim };

    private static Fault OfFolder(string code) =>
        new() { On = "SyncFolderItems", Action = FaultAction.ItemError, Code = code, Count = Always, Target = VictimFolder };

    private static Fault OfItem(FaultAction action, string? code) =>
        new() { On = "GetItem", Action = action, Code = code, Count = Always, Target = VictimItem };

    private static Fault Refused(string moment, string text) =>
        new() { On = moment, Action = FaultAction.No, Text = text, Count = Always, Target = Victim };

    private static FaultCase InKerio(string moment, string name, Fault fault) => new(name, FaultSide.Kerio, fault with { On = moment }, FaultOutcome.Done);

    private static FaultCase Refusal(string moment, string name, Fault fault, FaultEffect effect, Reason reason) =>
        new(name, FaultSide.Kerio, fault with { On = moment }, new FaultOutcome(effect, reason));
}
