using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;

namespace KerioMigration.Tests.Simulation.Kerio.Dav;

/// <summary>CalDAV and CardDAV by hand; nothing is followed, decompressed or quoted on the way.</summary>
internal sealed class DavClient : IDisposable
{
    public const string User = "jdoe@example.com";
    public const string Password = "S3cret-word";
    public const string Calendar = "/full-calendars/example.com/jdoe/Calendar/";
    public const string Tasks = "/full-calendars/example.com/jdoe/Tasks/";
    public const string Book = "/contacts/example.com/jdoe/addressbook/";

    private readonly HttpClient http;

    public DavClient(SimulatedKerio kerio, string user = User, string password = Password)
    {
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, c, _, _) => c!.GetCertHashString() == kerio.Certificate.Thumbprint },
        })
        {
            BaseAddress = kerio.WebUrl,
        };
        http.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
    }

    /// <summary>A server with the account that the client signs in as.</summary>
    public static async Task<SimulatedKerio> StartServerAsync(DavOptionsChange? change = null)
    {
        var options = new SimulatedKerioOptions();
        var kerio = await SimulatedKerio.StartAsync(options with { Dav = change is null ? options.Dav : change(options.Dav) });
        kerio.Store.AddUser(User, Password);
        return kerio;
    }

    public async Task<DavReply> SendAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request);
        var told = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new DavReply(response.StatusCode, response.ReasonPhrase ?? string.Empty, told, await response.Content.ReadAsByteArrayAsync());
    }

    public Task<DavReply> PutAsync(string path, string text, params (string Name, string Value)[] headers) => SendAsync("PUT", path, text, headers);

    public async Task<string> GetAsync(string path)
    {
        var reply = await SendAsync("GET", path);
        return reply.Status == HttpStatusCode.OK ? reply.Text : throw new InvalidOperationException($"{path}: {reply.Status}");
    }

    /// <param name="properties">With the prefixes D, C, A (CardDAV), S (calendarserver.org) and I (apple.com).</param>
    public Task<DavReply> PropFindAsync(string path, string depth, params string[] properties) => SendAsync("PROPFIND", path,
        $"<D:propfind {DavReply.Prefixes}><D:prop>{string.Concat(properties.Select(p => $"<{p}/>"))}</D:prop></D:propfind>", ("Depth", depth));

    public Task<DavReply> ReportAsync(string path, string name, string inner) =>
        SendAsync("REPORT", path, $"<{name} {DavReply.Prefixes}>{inner}</{name}>", ("Depth", "1"));

    public void Dispose() => http.Dispose();
}
