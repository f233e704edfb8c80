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
    public async Task<IReadOnlyList<string>> NamesAsync(string collection)
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

    /// <summary>The lines of a resource, unfolded.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(string collection, string name)
    {
        var text = await client.GetStringAsync(new Uri(root, $"{collection}/{name}"));
        return text.Replace("\r\n ", string.Empty, StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose() => client.Dispose();
}
