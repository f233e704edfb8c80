using System;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>What a step saw; it throws where it failed.</summary>
internal sealed record ProbeOutcome(string Detail)
{
    /// <summary>Set for warnings, and for what could not be looked at.</summary>
    public string Remedy { get; init; } = "";

    public Reason Reason { get; init; }

    /// <summary>It could not be looked at.</summary>
    public bool IsSkipped { get; init; }

    public CheckResult Result => IsSkipped ? CheckResult.Skipped : Remedy.Length > 0 ? CheckResult.Warning : CheckResult.Passed;
}

/// <param name="Group">A failed step skips the later steps of its group; a step without a group all that follow.</param>
internal sealed record ProbeStep(string Name, string? Group, Func<CancellationToken, Task<ProbeOutcome>> Run);
