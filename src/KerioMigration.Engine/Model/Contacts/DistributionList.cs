using System.Collections.Generic;

namespace KerioMigration.Engine.Model.Contacts;

/// <summary>A personal distribution list (t:DistributionList, IPM.DistList).</summary>
public sealed record DistributionList : ItemProperties
{
    /// <summary>As <see cref="Contact.SourceKey"/>.</summary>
    public required string SourceKey { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<ListMember> Members { get; init; } = [];

    /// <summary>The lists of the mailbox that its members lead to over any number of steps, each once, and never this one itself.</summary>
    public IReadOnlyList<DistributionList> Nested { get; init; } = [];

    public string? Notes { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public Sensitivity Sensitivity { get; init; }

    public IReadOnlyList<string> AttachmentNames { get; init; } = [];
}
