using System;
using System.Collections.Generic;

namespace KerioMigration.Simulation.Seeding;

/// <summary>The account an administrator gives to the migration: no mailbox of its own.</summary>
public sealed class ServiceAccount
{
    /// <summary>The user principal name, <c>migration@example.org</c>; the part before the @ works with the domain name in front too.</summary>
    public required string UserName { get; init; }

    public required string Password { get; init; }

    /// <summary>The role ApplicationImpersonation.</summary>
    public bool HasImpersonationRight { get; set; } = true;

    /// <summary>The role Mailbox Search (GetSearchableMailboxes).</summary>
    public bool HasMailboxSearchRight { get; set; } = true;

    /// <summary>Addresses of mailboxes with the permission Full Access for this account.</summary>
    public ISet<string> FullAccess { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
}
