using KerioMigration.Engine.Kerio.Dav;
using KerioMigration.Engine.Kerio.Webmail;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio;

/// <summary>The doors that need the user's own sign-in, as far as they opened.</summary>
internal sealed record GroupwareDoors
{
    public DavMailbox? Dav { get; init; }

    public WebmailMailbox? Webmail { get; init; }

    /// <summary>Why one did not open, or both; null when both are open or nobody needs them.</summary>
    public Failure? Obstacle { get; init; }
}
