using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>A mail domain of the server.</summary>
internal sealed record KerioDomain(string Id, string Name, bool IsPrimary)
{
    /// <summary>Members of the API's Domain that <see cref="Read"/> needs.</summary>
    public static readonly string[] Fields = ["id", "name", "isPrimary", "aliasList", "service"];

    /// <summary>Its other names, which mean the same accounts.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Users may come from a directory service; they have accounts once they are activated.</summary>
    public bool HasDirectoryService { get; init; }

    /// <param name="name">Null or empty: the primary domain.</param>
    public static KerioDomain? Find(IEnumerable<KerioDomain> domains, string? name) =>
        domains.FirstOrDefault(d => string.IsNullOrEmpty(name) ? d.IsPrimary : d.IsNamed(name!));

    /// <param name="address">In full.</param>
    public static KerioDomain? OfAddress(IEnumerable<KerioDomain> domains, string address) => Find(domains, address.Substring(address.LastIndexOf('@') + 1));

    public bool IsNamed(string name) => Aliases.Prepend(Name).Contains(name, StringComparer.OrdinalIgnoreCase);

    public static KerioDomain Read(JToken domain) => new((string?)domain["id"] ?? "", (string?)domain["name"] ?? "", (bool?)domain["isPrimary"] ?? false)
    {
        Aliases = [.. (domain["aliasList"] as JArray ?? []).Select(a => a.ToString())],
        HasDirectoryService = (bool?)domain.SelectToken("service.isEnabled") ?? false,
    };
}
