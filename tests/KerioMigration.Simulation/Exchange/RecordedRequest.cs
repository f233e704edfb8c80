using System;
using System.Collections.Generic;

namespace KerioMigration.Simulation.Exchange;

/// <summary>
/// A request as it came in. <see cref="Operation"/> is the SOAP operation, <c>Autodiscover</c>, or empty where it could not be read.
/// </summary>
public sealed record RecordedRequest
{
    public required string Operation { get; init; }

    public required string Path { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public long BodySize { get; init; }

    /// <summary>The account that signed in; null when nobody did.</summary>
    public string? User { get; init; }

    /// <summary>The mailbox the request acted for.</summary>
    public string? Mailbox { get; init; }

    /// <summary>By the server's clock.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The server was busy and asked to wait this long; null for every other answer.</summary>
    public TimeSpan? BackOff { get; internal set; }

    public string ConnectionId { get; init; } = string.Empty;

    /// <summary>Only with <see cref="SimulatedExchangeOptions.RecordBodies"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The answer's body as sent before compression; only with <see cref="SimulatedExchangeOptions.RecordBodies"/>.</summary>
    public ReadOnlyMemory<byte> AnswerBody { get; internal set; }
}
