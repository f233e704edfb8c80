using System.Collections.Generic;

namespace KerioMigration.Engine.Reporting;

/// <summary>Which rows of a report to give. Empty lists mean all.</summary>
public sealed record ReportFilter
{
    public static readonly ReportFilter All = new();

    /// <summary>Patterns with <c>*</c> and <c>?</c> over the address, the display name and the destination's address of a mailbox.</summary>
    public IReadOnlyList<string> Identity { get; init; } = [];

    /// <summary>
    /// Names, without case: of <c>MailboxState</c> for mailboxes, of <c>RunState</c> for runs, of <c>ItemState</c> without Intended for
    /// items, and for folders that have such items.
    /// </summary>
    public IReadOnlyList<string> Status { get; init; } = [];
}
