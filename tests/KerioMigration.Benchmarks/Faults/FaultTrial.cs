using System.Linq;
using System.Threading.Tasks;

namespace KerioMigration.Benchmarks.Faults;

/// <summary>Plays one row of the table.</summary>
internal static class FaultTrial
{
    /// <returns>Null when everything came as the row says; else what did not.</returns>
    public static async Task<string?> PlayAsync(FaultCase row)
    {
        await using var scene = await FaultScene.StartAsync(row.Mishap);
        if (row.InSecondRun)
        {
            await scene.RunAsync();
            scene.Add("Inbox", 3);
            scene.Add("Work", 2);
        }

        scene.Faults(row.Side).Add(row.Fault);
        if (row.Also is not null)
        {
            scene.Faults(row.Side).Add(row.Also);
        }

        var run = await scene.RunAsync();
        var problem = Judge(row, run, scene);
        scene.Repair(row.Side);
        return problem ?? JudgeEnd(await scene.RunAsync(), scene);
    }

    private static string? Judge(FaultCase row, FaultRun run, FaultScene scene)
    {
        var outcome = run.Outcome();
        return outcome != row.Expected ? $"{outcome} instead of {row.Expected}: {run.Describe()}"
            : outcome.Effect == FaultEffect.Nothing && !run.IsComplete ? $"not complete: {run.Describe()}"
            : outcome.Effect != FaultEffect.Run && !run.HasSparedOthers ? $"others did not complete: {run.Describe()}"
            : outcome.Effect == FaultEffect.Nothing && scene.CountMissing() > 0 ? $"{scene.CountMissing()} messages are missing although all is said to be done"
            : scene.Hits == 0 ? "the moment never came"
            : row.Mishap is Mishap.TokenExpired or Mishap.TokenNotRenewed && scene.TokenRequests < 2 ? "nobody asked for another token"
            : !run.HasSaneDurations ? $"a duration cannot be: {string.Join(", ", run.Reports.Select(r => r.DurationSeconds))}"
            : scene.CountExcess() > 0 ? $"{scene.CountExcess()} messages too many"
            : null;
    }

    private static string? JudgeEnd(FaultRun run, FaultScene scene) =>
        !run.IsComplete ? $"the run after the fault is not complete: {run.Describe()}"
        : scene.CountMissing() + scene.CountExcess() > 0 ? $"at the end {scene.CountMissing()} messages are missing, {scene.CountExcess()} too many"
        : null;
}
