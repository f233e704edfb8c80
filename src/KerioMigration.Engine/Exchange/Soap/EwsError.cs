using System.Collections.Generic;

namespace KerioMigration.Engine.Exchange.Soap;

/// <summary>What a response message or a fault says. The text is in the server's language: only the code decides.</summary>
/// <param name="Values">The pairs of MessageXml, e.g. <c>BackOffMilliseconds</c>.</param>
public sealed record EwsError(string Code, string Text, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Stands for a response message that should be there and is not.</summary>
    public static EwsError NoResponse { get; } = new("NoResponse", "no response message", new Dictionary<string, string>());

    /// <summary>The whole request failed.</summary>
    public bool IsFault { get; init; }

    public string? Value(string name) => Values.TryGetValue(name, out var value) ? value : null;
}
