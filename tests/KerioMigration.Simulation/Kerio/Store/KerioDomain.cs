using System;
using System.Collections.Generic;

namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>One mail domain.</summary>
public sealed class KerioDomain
{
    internal KerioDomain(string name, bool isPrimary, KerioMailbox publicFolders)
    {
        Name = name;
        IsPrimary = isPrimary;
        PublicFolders = publicFolders;
    }

    public Guid Guid { get; } = Guid.NewGuid();

    public string Id => $"keriodb://domain/{Guid}";

    public string Name { get; }

    public bool IsPrimary { get; }

    public string Description { get; set; } = string.Empty;

    /// <summary>Other names of the same domain.</summary>
    public IReadOnlyList<string> Aliases { get; set; } = [];

    /// <summary>How many accounts are allowed; 0 is no limit.</summary>
    public int UserMaxCount { get; set; }

    public bool PasswordComplexity { get; set; }

    public int PasswordMinimumLength { get; set; }

    public Retention Retention { get; set; } = new();

    public KerioMailbox PublicFolders { get; }

    public IList<DirectoryUser> NotActivated { get; } = [];
}
