using System;
using System.Globalization;

namespace KerioMigration.Engine.Ledger.Leases;

/// <summary>A process that holds leases.</summary>
/// <param name="Machine">What tells process tables apart: two processes with equal values can see each other's ids.</param>
/// <param name="Computer">For people.</param>
/// <param name="ProcessStart">Opaque: tells this process from an earlier or later one with the same id.</param>
/// <param name="Account">Who runs it, for people.</param>
internal sealed record LeaseOwner(string Machine, string Computer, int ProcessId, string ProcessStart, string Account)
{
    /// <summary>This process.</summary>
    public static LeaseOwner Current { get; } = new(
        ProcessTable.Machine,
        Environment.MachineName,
        ProcessTable.CurrentId,
        ProcessTable.FindStart(ProcessTable.CurrentId) ?? ProcessTable.UnknownStart,
        Environment.UserDomainName + "\\" + Environment.UserName);

    public string Describe(DateTimeOffset since) => string.Format(
        CultureInfo.InvariantCulture,
        "process {0} on {1}, started by {2}, since {3:yyyy-MM-dd HH:mm:ss} UTC",
        ProcessId,
        Computer,
        Account,
        since.UtcDateTime);
}
