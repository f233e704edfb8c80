using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Simulation.Seeding;

/// <summary>One Exchange organization: its users, their mailboxes, and the account of the migration.</summary>
public sealed class Organization
{
    public required string Domain { get; init; }

    public required IReadOnlyList<SeededUser> Users { get; init; }

    public required ServiceAccount ServiceAccount { get; init; }

    /// <summary>The mailbox whose folder <c>publicfoldersroot</c> holds the public folders; null: there are none.</summary>
    public SeededMailbox? PublicFolders { get; init; }

    public IReadOnlyList<SeededGroup> Groups { get; set; } = [];

    public SeededUser? Find(string address) =>
        Users.FirstOrDefault(u => string.Equals(u.PrimarySmtpAddress, address, StringComparison.OrdinalIgnoreCase));
}
