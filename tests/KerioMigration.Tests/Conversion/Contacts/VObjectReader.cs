using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using KerioMigration.Tests.Support;

namespace KerioMigration.Tests.Conversion.Contacts;

/// <summary>vobject, a reader of vCards that we did not write.</summary>
public sealed class VObjectReader : IDisposable
{
    private readonly PythonReader reader = new(Path.Combine("Conversion", "Contacts", "read_vcards.py"));

    public IReadOnlyList<CardProperty> Read(string card) => reader.Read<CardProperty[]>(card);

    public void Dispose() => reader.Dispose();
}

/// <summary>One property as vobject understood it.</summary>
/// <param name="Value">Its parts in order: one of most, several of N, ADR, ORG, CATEGORIES.</param>
public sealed record CardProperty(string Name, IReadOnlyList<string> Types, IReadOnlyList<JsonElement> Value)
{
    public string Text => string.Join('|', Parts);

    public IEnumerable<string?> Parts => Value.Select(v => v.GetString());
}
