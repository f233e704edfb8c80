using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Engine.Model;

/// <summary>What the source's directory has on a folder.</summary>
public sealed record FolderDirectoryEntry
{
    /// <summary>It gets no mail of its own.</summary>
    public static readonly FolderDirectoryEntry None = new();

    /// <summary>Mail reaches it by addresses of its own, whatever they are.</summary>
    public bool IsMailEnabled { get; init; }

    /// <summary>
    /// By which the directory knows the folder, without case: its long-term id in hexadecimal digits, the GUID of its entry with hyphens, the
    /// entry's legacy name. Each may be missing.
    /// </summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Why nothing is known; null when it is.</summary>
    public Failure? Failure { get; init; }

    /// <summary><c>/o=…/cn=…</c>, which the directory can be asked for; null where it is not told.</summary>
    public string? LegacyName => Names.FirstOrDefault(n => n.StartsWith("/", StringComparison.Ordinal));
}
