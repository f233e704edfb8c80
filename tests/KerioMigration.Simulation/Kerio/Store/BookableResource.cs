using System;
using System.Text.Json.Nodes;

namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>A room or a piece of equipment of a domain. Its name is the part of its address before the at sign, and never changes.</summary>
public sealed class BookableResource(KerioDomain domain, string name)
{
    public string Id { get; } = $"keriodb://resource/{Guid.NewGuid()}";

    public KerioDomain Domain { get; } = domain;

    public string Name { get; } = name;

    public string Address => $"{Name}@{Domain.Name}";

    public string Description { get; set; } = string.Empty;

    /// <summary><c>Room</c> or <c>Equipment</c>.</summary>
    public string Type { get; set; } = "Room";

    public bool IsEnabled { get; set; } = true;

    /// <summary>Principals who may book it, as the interface writes them.</summary>
    public JsonArray Users { get; set; } = [];

    /// <summary>The principal who may change its calendar.</summary>
    public JsonObject Manager { get; set; } = new() { ["type"] = "NonePrincipal" };
}
