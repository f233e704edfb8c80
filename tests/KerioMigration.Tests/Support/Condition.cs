using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace KerioMigration.Tests.Support;

/// <summary>Waits for what another process does; the only sign of it is the state that it leaves.</summary>
internal static class Condition
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task HoldsAsync(Func<bool> holds) => HoldsAsync(() => Task.FromResult(holds()));

    public static async Task HoldsAsync(Func<Task<bool>> holdsAsync)
    {
        var time = Stopwatch.StartNew();
        while (!await holdsAsync())
        {
            if (time.Elapsed > Patience)
            {
                throw new TimeoutException("It did not come to that.");
            }

            await Task.Delay(10);
        }
    }
}
