using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.AspNetCore.Http;

namespace KerioMigration.Simulation.Exchange;

/// <summary>The requests so far, in the order of their arrival.</summary>
internal sealed class RequestLog(bool keepsBodies, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<RecordedRequest> requests = [];

    public IReadOnlyList<RecordedRequest> All
    {
        get
        {
            lock (gate)
            {
                return requests.ToList();
            }
        }
    }

    public RecordedRequest Add(HttpContext http, string operation, string? user, string? mailbox, ReadOnlyMemory<byte> body)
    {
        var record = new RecordedRequest
        {
            Operation = operation,
            Path = http.Request.Path + http.Request.QueryString,
            Headers = http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            BodySize = body.Length > 0 ? body.Length : http.Request.ContentLength ?? 0,
            User = user,
            Mailbox = mailbox,
            ReceivedAt = time.GetUtcNow(),
            ConnectionId = http.Connection.Id,
            Body = keepsBodies ? body : default,
        };
        lock (gate)
        {
            requests.Add(record);
        }

        return record;
    }
}
