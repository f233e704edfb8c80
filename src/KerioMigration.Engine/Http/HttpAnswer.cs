using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Engine.Http;

/// <summary>
/// An answer whose head is here and whose body streams. Reading the body throws MigrationException for everything that happens on the
/// way (connection lost, silence). Dispose it to give the connection back.
/// </summary>
public sealed class HttpAnswer : IDisposable
{
    private readonly HttpResponseMessage response;
    private readonly IdleWatch watch;
    private readonly Action<string>? logBody;

    internal HttpAnswer(HttpCall call, HttpResponseMessage response, Stream body, IdleWatch watch, Action<string>? logBody)
    {
        Uri = call.Uri;
        this.response = response;
        this.watch = watch;
        this.logBody = logBody;
        Body = body;
    }

    public Uri Uri { get; }

    public HttpStatusCode Status => response.StatusCode;

    /// <summary>Unzipped.</summary>
    public Stream Body { get; }

    public HttpResponseMessage Head => response;

    public bool IsLogged => logBody is not null;

    public bool IsHtml => response.Content.Headers.ContentType?.MediaType is { } type
        && type.IndexOf("html", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>The first value of a header, wherever it stands; null when absent.</summary>
    public string? Header(string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values)
            ? values.FirstOrDefault()
            : null;

    /// <summary>The whole body, for short ones.</summary>
    /// <param name="limit">Reading stops after this many bytes.</param>
    public async Task<ArraySegment<byte>> ReadBodyAsync(int limit, CancellationToken cancellationToken)
    {
        var bytes = new byte[16384];
        var length = 0;
        int count;
        while (length < limit
            && (count = await Body.ReadAsync(bytes, length, Math.Min(bytes.Length, limit) - length, cancellationToken).ConfigureAwait(false)) > 0)
        {
            length += count;
            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, length * 2);
            }
        }

        return new ArraySegment<byte>(bytes, 0, length);
    }

    /// <summary>Puts the body into the wire log; the protocol has taken its secrets out.</summary>
    public void LogBody(string redacted) => logBody?.Invoke(redacted);

    public void Dispose()
    {
        Body.Dispose();
        response.Dispose();
        watch.Dispose();
    }
}
