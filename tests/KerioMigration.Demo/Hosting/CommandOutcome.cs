using System.Collections.Generic;
using System.Text.Json;

namespace KerioMigration.Demo.Hosting;

/// <summary>Everything that one script gave, in a form that passes between processes.</summary>
public sealed record CommandOutcome
{
    /// <summary>Completed, Failed (by an error that ended the script) or Stopped.</summary>
    public string State { get; init; } = "";

    /// <summary>One entry each, its properties by name; a scalar is called Value.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, JsonElement>> Output { get; init; } = [];

    /// <summary>In the order of their coming; the one that ended the script is the last.</summary>
    public IReadOnlyList<ErrorFacts> Errors { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Every word of every stream, exceptions in full, and what the host showed.</summary>
    public string Text { get; init; } = "";

    public double Seconds { get; init; }
}

/// <summary>An error record as an administrator's script sees it.</summary>
public sealed record ErrorFacts(string Id, string Category, string Target, string Message, string RecommendedAction);
