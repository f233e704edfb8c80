using System;
using System.Collections.Generic;
using System.Net.Http;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Http;

/// <summary>One request, in a form that can be sent more than once (a fresh token, a retry).</summary>
public sealed record HttpCall(HttpMethod Method, Uri Uri)
{
    /// <summary>Sent with Content-Length, never chunked: some front ends and their proxies refuse chunked requests.</summary>
    public ArraySegment<byte>? Body { get; init; }

    /// <summary>Instead of <see cref="Body"/>, for what need not fit into memory; sent in the same way.</summary>
    public ItemContent? Content { get; init; }

    public string ContentType { get; init; } = "text/xml; charset=utf-8";

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>
    /// False for answers that are mostly messages in base64: they shrink by a quarter, and packing and unpacking them costs more time
    /// than a local network saves.
    /// </summary>
    public bool AcceptsCompression { get; init; } = true;

    /// <summary>The body as it may stand in the wire log, already without secrets; null: its length alone.</summary>
    public string? LoggedBody { get; init; }
}
