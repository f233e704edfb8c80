using System;

namespace KerioMigration.Engine.Model.Settings;

/// <summary>The out of office of a mailbox at the source.</summary>
public sealed record OutOfOffice
{
    public OutOfOfficeState State { get; init; }

    public ExternalAudience Audience { get; init; }

    /// <summary>In UTC; says something when <see cref="State"/> is Scheduled.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <inheritdoc cref="Start"/>
    public DateTimeOffset? End { get; init; }

    /// <summary>For colleagues: HTML or plain, as whoever wrote it chose.</summary>
    public string InternalText { get; init; } = "";

    /// <summary>For everybody else; HTML or plain.</summary>
    public string ExternalText { get; init; } = "";
}
