using System;

namespace KerioMigration.Simulation.Faults;

/// <summary>What a simulated server does instead of, or before, the right answer.</summary>
public enum FaultAction
{
    /// <summary>Waits <see cref="Fault.Duration"/>, then answers as usual.</summary>
    Latency,

    /// <summary>Never answers; the connection stays open until the client or the server ends it.</summary>
    Stall,

    /// <summary>Closes the connection without an answer (a reset when the socket allows it).</summary>
    Reset,

    /// <summary>Closes the connection after <see cref="Fault.Bytes"/> bytes of the answer.</summary>
    CloseAfterBytes,

    /// <summary>The server's "slow down": ErrorServerBusy with back-off <see cref="Fault.Duration"/> (none when it is null).</summary>
    Busy,

    /// <summary>HTTP status <see cref="Fault.Status"/> with <see cref="Fault.Text"/> as body (Retry-After from Duration).</summary>
    HttpStatus,

    /// <summary>HTTP 200 with a web page instead of the protocol's answer.</summary>
    Html,

    /// <summary>The right answer, and behind its end a web page in the same body.</summary>
    HtmlAfter,

    /// <summary>HTTP 200 with an empty body.</summary>
    Empty,

    /// <summary>A SOAP fault, a JSON-RPC error or a response message with the code in <see cref="Fault.Code"/>.</summary>
    Error,

    /// <summary>The per-item error <see cref="Fault.Code"/> for the item in <see cref="Fault.Target"/>, or for every n-th item.</summary>
    ItemError,

    /// <summary>A success whose MIME content is missing.</summary>
    MissingContent,

    /// <summary>IMAP: a tagged NO with <see cref="Fault.Text"/>.</summary>
    No,

    /// <summary>IMAP: a tagged BAD with <see cref="Fault.Text"/>.</summary>
    Bad,

    /// <summary>IMAP: an untagged BYE with <see cref="Fault.Text"/>, then the connection ends.</summary>
    Bye,

    /// <summary>Carries the command out, then closes the connection before the answer: the outcome is unknown to the client.</summary>
    DoneThenReset,
}

/// <summary>
/// One fault as data. <see cref="On"/> names the moment: an EWS operation (<c>GetItem</c>), an IMAP command (<c>APPEND</c>), an
/// administration method (<c>Users.create</c>), <c>Connect</c>, or <c>*</c> for all of them but Connect.
/// </summary>
public sealed record Fault
{
    public required string On { get; init; }

    public required FaultAction Action { get; init; }

    /// <summary>The first matching call that is hit, counted from 1.</summary>
    public int From { get; init; } = 1;

    /// <summary>How many matching calls are hit, from <see cref="From"/> on.</summary>
    public int Count { get; init; } = 1;

    /// <summary>From <see cref="From"/> on every n-th matching call is hit.</summary>
    public int Every { get; init; } = 1;

    /// <summary>Only calls of this user (address) or about this item id or folder name; null for all.</summary>
    public string? Target { get; init; }

    public TimeSpan? Duration { get; init; }

    public long Bytes { get; init; }

    public int Status { get; init; }

    public string? Code { get; init; }

    public string? Text { get; init; }

    /// <summary>About one item inside a call: counted per item.</summary>
    internal bool IsPerItem => Action is FaultAction.ItemError or FaultAction.MissingContent;
}
