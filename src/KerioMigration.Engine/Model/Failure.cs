using System;

namespace KerioMigration.Engine.Model;

/// <summary>How much a failure takes with it.</summary>
public enum FailureScope
{
    Item,
    Folder,
    Mailbox,
    Run,
}

/// <summary>Whether time or another try helps.</summary>
public enum FailureRemedy
{
    None,
    Retry,

    /// <summary>After <see cref="Failure.RetryAfter"/>, and every caller of that server waits.</summary>
    RetryAfter,
}

/// <summary>
/// What went wrong, as a value. Made by the one classifier of each protocol; nobody else reads status codes.
/// </summary>
/// <param name="Message">One or two sentences for the administrator: what, where, what to do. Never a secret.</param>
public sealed record Failure(FailureScope Scope, FailureRemedy Remedy, Reason Reason, string Message)
{
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The server's own code or text, e.g. <c>ErrorItemNotFound</c> or <c>NO [OVERQUOTA]</c>.</summary>
    public string? Code { get; init; }

    /// <summary>A write may have taken effect although no answer came: look before repeating.</summary>
    public bool OutcomeUnknown { get; init; }
}
