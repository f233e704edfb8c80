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

    /// <summary>Sends <see cref="Fault.Bytes"/> bytes of the answer and then nothing more; the connection stays open.</summary>
    HalfOpen,

    /// <summary>Bytes that are no TLS come in the middle of the encrypted connection.</summary>
    BrokenTls,

    /// <summary>An answer that ends after <see cref="Fault.Bytes"/> bytes as if it were whole.</summary>
    Truncated,

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

    /// <summary>
    /// A SOAP fault, a JSON-RPC error or a response message with the code in <see cref="Fault.Code"/>; the SOAP fault with the HTTP status
    /// <see cref="Fault.Status"/>, 500 when it is 0.
    /// </summary>
    Error,

    /// <summary>A SOAP fault without a detail.</summary>
    BareFault,

    /// <summary>SyncFolderItems: no changes, the state that came in, and the claim that more follows.</summary>
    Standstill,

    /// <summary>GetItem: the items in the opposite order.</summary>
    Disorder,

    /// <summary>Texts in the answer have characters in them that XML forbids, as they are and as entities.</summary>
    IllegalCharacters,

    /// <summary>The per-item error <see cref="Fault.Code"/> for the item in <see cref="Fault.Target"/>, or for every n-th item.</summary>
    ItemError,

    /// <summary>A success whose MIME content is missing.</summary>
    MissingContent,

    /// <summary>A success whose MIME content is no base64.</summary>
    BadContent,

    /// <summary>IMAP: a tagged NO with <see cref="Fault.Text"/>.</summary>
    No,

    /// <summary>IMAP: a tagged BAD with <see cref="Fault.Text"/>.</summary>
    Bad,

    /// <summary>IMAP: an untagged BYE with <see cref="Fault.Text"/>, then the connection ends.</summary>
    Bye,

    /// <summary>Carries the command out, then closes the connection before the answer: the outcome is unknown to the client.</summary>
    DoneThenReset,

    /// <summary>IMAP, moment <c>Stored</c>: the folder gets a new UIDVALIDITY and new UIDs, and the connection ends before the answer.</summary>
    NewUidValidity,
}

/// <summary>
/// One fault as data. <see cref="On"/> names the moment: an EWS operation (<c>GetItem</c>), an IMAP command (<c>APPEND</c>), an
/// administration method (<c>Users.create</c>), a method of DAV (<c>Dav.PUT</c>), <c>Connect</c>, or <c>*</c> for all of them but Connect.
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
    internal bool IsPerItem => Action is FaultAction.ItemError or FaultAction.MissingContent or FaultAction.BadContent;
}
