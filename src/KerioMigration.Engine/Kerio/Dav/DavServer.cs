using System;
using KerioMigration.Engine.Http;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>The server behind CalDAV and CardDAV; shared by all its mailboxes.</summary>
/// <param name="Root">Scheme, host and port; no path of it is known beforehand.</param>
/// <param name="Pace">The same for everything that is asked of this server.</param>
internal sealed record DavServer(Uri Root, ServerPace Pace, TimeProvider Time)
{
    public bool SkipCertificateCheck { get; init; }

    public WireLog? WireLog { get; init; }

    /// <summary>Each write costs a round trip: so many of one mailbox run at once.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>After cancellation, how long the answers to what was sent are waited for.</summary>
    public TimeSpan CancelGrace { get; init; } = TimeSpan.FromSeconds(2);
}
