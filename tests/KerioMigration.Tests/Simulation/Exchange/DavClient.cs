using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Tests.Simulation.Exchange;

/// <summary>The little CalDAV and CardDAV that reading a collection needs.</summary>
internal sealed class DavClient : IDisposable
{
    private const int Attempts = 12;

    private readonly HttpClient client = new();
    private readonly Uri root;

    public DavClient(int port, SeededUser user)
    {
        // DavMail may end an idle connection just when the next request is on its way.
        client.DefaultRequestHeaders.ConnectionClose = true;
        root = new Uri($"http://127.0.0.1:{port}/users/{user.PrimarySmtpAddress}/");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user.PrimarySmtpAddress}:{user.Password}")));
    }

    /// <summary>The names of the resources in a collection.</summary>
    public Task<IReadOnlyList<string>> NamesAsync(string collection) => AskAsync(() => ReadNamesAsync(collection));

    /// <summary>The lines of a resource, unfolded.</summary>
    public Task<IReadOnlyList<string>> LinesAsync(string collection, string name) => AskAsync(() => ReadLinesAsync(collection, name));

    public void Dispose() => client.Dispose();

    /// <summary>DavMail 6.0 now and then ends a connection before it has answered; what is read may be asked for again.</summary>
    private static async Task<T> AskAsync<T>(Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ResponseEnded && attempt < Attempts)
            {
            }
        }
    }

    private async Task<IReadOnlyList<string>> ReadNamesAsync(string collection)
    {
        using var request = new HttpRequestMessage(new HttpMethod("PROPFIND"), new Uri(root, collection + "/"))
        {
            Content = new StringContent("<D:propfind xmlns:D=\"DAV:\"><D:prop><D:getetag/></D:prop></D:propfind>", Encoding.UTF8, "text/xml"),
        };
        request.Headers.Add("Depth", "1");
        using var response = await client.SendAsync(request);
        var answer = XDocument.Parse(await response.Content.ReadAsStringAsync());
        return answer.Descendants(XName.Get("href", "DAV:")).Select(h => h.Value.Split('/')[^1]).Where(n => n.Length > 0).ToList();
    }

    private async Task<IReadOnlyList<string>> ReadLinesAsync(string collection, string name)
    {
        var text = await client.GetStringAsync(new Uri(root, $"{collection}/{name}"));
        return text.Replace("\r\n ", string.Empty, StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
