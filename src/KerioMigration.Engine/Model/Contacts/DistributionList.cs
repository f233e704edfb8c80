using System.Collections.Generic;

namespace KerioMigration.Engine.Model.Contacts;

/// <summary>A personal distribution list (t:DistributionList, IPM.DistList).</summary>
public sealed record DistributionList : ItemProperties
{
    /// <summary>As <see cref="Contact.SourceKey"/>.</summary>
    public required string SourceKey { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<ListMember> Members { get; init; } = [];

    public string? Notes { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public Sensitivity Sensitivity { get; init; }

    public IReadOnlyList<string> AttachmentNames { get; init; } = [];
}
