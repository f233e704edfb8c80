using System.Collections.Generic;

namespace KerioMigration.Simulation.Kerio.Dav.Scheduling;

/// <summary>What tests ask afterwards. Safe from any thread.</summary>
internal sealed class DavRecords
{
    private readonly List<Invitation> invitations = [];
    private readonly List<DavViolation> violations = [];

    public IReadOnlyList<Invitation> Invitations
    {
        get
        {
            lock (invitations)
            {
                return invitations.ToArray();
            }
        }
    }

    public IReadOnlyList<DavViolation> Violations
    {
        get
        {
            lock (violations)
            {
                return violations.ToArray();
            }
        }
    }

    public void Add(Invitation invitation)
    {
        lock (invitations)
        {
            invitations.Add(invitation);
        }
    }

    public void Add(DavViolation violation)
    {
        lock (violations)
        {
            violations.Add(violation);
        }
    }
}
