using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Reporting;

namespace KerioMigration.Pipeline;

/// <summary>Which servers have asked us to wait, and until when. Called on the cmdlet's thread alone.</summary>
/// <param name="clock">Time since the start of the run: a wait ends by it, not by a time of day that may be set.</param>
internal sealed class ServerWaits(Func<TimeSpan> clock)
{
    private readonly Dictionary<string, (TimeSpan End, DateTimeOffset Until)> waits = new(StringComparer.OrdinalIgnoreCase);

    public void Add(ServerWait wait) => waits[wait.Server] = (clock() + wait.Duration, wait.Until);

    /// <summary>The waits that last, in the time of this computer; empty when there is none.</summary>
    public string Describe() => string.Join(
        "; ",
        waits.Where(w => w.Value.End > clock()).Select(w => string.Format(
            CultureInfo.InvariantCulture, "{0} is busy and asked us to wait until {1:HH:mm:ss}", w.Key, w.Value.Until.ToLocalTime())));
}
