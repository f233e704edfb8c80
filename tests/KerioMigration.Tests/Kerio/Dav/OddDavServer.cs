using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Tests.Http;
using Microsoft.AspNetCore.Http;

namespace KerioMigration.Tests.Kerio.Dav;

/// <summary>
/// One address book on a server with the worst that was seen of any: no discovery beyond a relative redirect, bare ETags, CDATA, names of its
/// own for what it takes, no preconditions, no multiget.
/// </summary>
internal sealed class OddDavServer : IAsyncDisposable
{
    public const string Book = "/contacts/example.com/anna/addressbook/";

    private static readonly XNamespace Dav = "DAV:";
    private static readonly XNamespace CardDav = "urn:ietf:params:xml:ns:carddav";

    private readonly ConcurrentDictionary<string, string> cards = new();
    private StubServer? stub;
    private int last;

    public Uri Root => stub!.Root;

    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>The status of a request that is refused; null for one that is not.</summary>
    public Func<HttpRequest, int?> Refuse { get; set; } = _ => null;

    public int Count => cards.Count;

    public static async Task<OddDavServer> StartAsync()
    {
        var server = new OddDavServer();
        server.stub = await StubServer.StartAsync(server.AnswerAsync);
        return server;
    }

    public ValueTask DisposeAsync() => stub!.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        Requests.Enqueue($"{context.Request.Method} {path}");
        if (Refuse(context.Request) is { } status)
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = status == 503 ? "60" : default;
            return;
        }

        switch (context.Request.Method)
        {
            case "PROPFIND" when path.StartsWith("/.well-known/", StringComparison.Ordinal):
                context.Response.StatusCode = 301;
                context.Response.Headers.Location = "../.well-known/" + path[13..] + "x";
                break;
            case "PROPFIND" when path == Book:
                await MultiStatusAsync(context, [Collection(), .. context.Request.Headers["Depth"] == "1" ? cards.Keys.Select(k => Response(k, null)) : []]);
                break;
            case "REPORT" when (await ReadAsync(context)).Contains("addressbook-query", StringComparison.Ordinal):
                await MultiStatusAsync(context, [.. cards.Keys.Select(k => Response(k, null))]);
                break;
            case "REPORT":
                context.Response.StatusCode = 501;
                break;
            case "PUT" when path.StartsWith(Book, StringComparison.Ordinal):
                cards[$"{Book}8a7b-{++last:x8}.eml"] = await ReadAsync(context);
                context.Response.StatusCode = 201;
                break;
            case "GET" when cards.TryGetValue(path, out var card):
                context.Response.Headers.ETag = Tag(path);
                await context.Response.WriteAsync(card);
                break;
            case "DELETE" when cards.ContainsKey(path):
                context.Response.StatusCode = context.Request.Headers.IfMatch == Tag(path) && cards.TryRemove(path, out _) ? 204 : 412;
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    private static string Tag(string path) => $"8a7b{path[^12..^4]}00000000";

    private static XElement Collection() => new(
        Dav + "response",
        new XElement(Dav + "href", Book),
        new XElement(
            Dav + "propstat",
            new XElement(Dav + "status", "HTTP/1.1 200 OK"),
            new XElement(Dav + "prop", new XElement(Dav + "displayname", "Kontakte"), new XElement(Dav + "resourcetype", new XElement(Dav + "collection"), new XElement(CardDav + "addressbook")))));

    private static XElement Response(string path, string? card) => new(
        Dav + "response",
        new XElement(Dav + "href", "https://inside.example.com:8843" + path),
        new XElement(
            Dav + "propstat",
            new XElement(Dav + "status", "HTTP/1.1 200 OK"),
            new XElement(Dav + "prop", new XElement(Dav + "getetag", new XCData(Tag(path))), card is null ? null : new XElement(CardDav + "address-data", new XCData(card)))));

    private static async Task MultiStatusAsync(HttpContext context, object[] responses)
    {
        context.Response.StatusCode = 207;
        context.Response.ContentType = "text/xml; charset=\"utf-8\"";
        await context.Response.WriteAsync(new XElement(Dav + "multistatus", responses).ToString());
    }

    private static async Task<string> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        return await reader.ReadToEndAsync();
    }
}
