using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;
using System.Xml.Linq;

namespace KerioMigration.Benchmarks.Pumps;

/// <summary>Asks for items as the module does, 50 at a time with three requests in flight, and drains the answers.</summary>
internal sealed class ReadPump : IDisposable
{
    private const int ItemsPerRequest = 50;
    private const int RequestsInFlight = 3;

    private static readonly XNamespace T = "http://schemas.microsoft.com/exchange/services/2006/types";
    private static readonly XNamespace M = "http://schemas.microsoft.com/exchange/services/2006/messages";

    private readonly HttpClient client;
    private readonly string url;
    private readonly string mailbox;

    public ReadPump(string url, string user, string password, string mailbox)
    {
        this.url = url;
        this.mailbox = mailbox;
        client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
        });
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
    }

    public async Task<IReadOnlyList<(string Id, int Size)>> ListAsync()
    {
        var answer = await AskAsync("""
            <m:FindFolder Traversal="Deep"><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape>
            <m:ParentFolderIds><t:DistinguishedFolderId Id="msgfolderroot"/></m:ParentFolderIds></m:FindFolder>
            """);
        var items = new List<(string, int)>();
        foreach (var folder in answer.Descendants(T + "Folder"))
        {
            await ListAsync(folder.Element(T + "FolderId")!.Attribute("Id")!.Value, items);
        }

        return items;
    }

    public async Task ReadAllAsync(IReadOnlyList<string> ids) =>
        await Parallel.ForEachAsync(
            ids.Chunk(ItemsPerRequest),
            new ParallelOptions { MaxDegreeOfParallelism = RequestsInFlight },
            async (chunk, _) =>
            {
                using var response = await SendAsync(GetItem(chunk));
                await using var body = await response.Content.ReadAsStreamAsync(_);
                await body.CopyToAsync(Stream.Null, 1 << 17, _);
            });

    public void Dispose() => client.Dispose();

    private static string GetItem(IEnumerable<string> ids) => $"""
        <m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:IncludeMimeContent>true</t:IncludeMimeContent>
        <t:AdditionalProperties><t:FieldURI FieldURI="item:Subject"/><t:FieldURI FieldURI="item:DateTimeReceived"/>
        <t:FieldURI FieldURI="message:IsRead"/><t:ExtendedFieldURI PropertyTag="0x0E07" PropertyType="Integer"/>
        <t:ExtendedFieldURI PropertyTag="0x1081" PropertyType="Integer"/><t:ExtendedFieldURI PropertyTag="0x1090" PropertyType="Integer"/>
        </t:AdditionalProperties></m:ItemShape>
        <m:ItemIds>{string.Concat(ids.Select(id => $"<t:ItemId Id=\"{id}\"/>"))}</m:ItemIds></m:GetItem>
        """;

    private async Task ListAsync(string folderId, List<(string Id, int Size)> items)
    {
        var state = "";
        bool isLast;
        do
        {
            var answer = await AskAsync($"""
                <m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="item:Size"/>
                </t:AdditionalProperties></m:ItemShape><m:SyncFolderId><t:FolderId Id="{folderId}"/></m:SyncFolderId>
                {state}<m:MaxChangesReturned>512</m:MaxChangesReturned></m:SyncFolderItems>
                """);
            items.AddRange(answer.Descendants(T + "Create").Select(c => c.Elements().First()).Select(i =>
                (i.Element(T + "ItemId")!.Attribute("Id")!.Value, int.Parse(i.Element(T + "Size")!.Value, CultureInfo.InvariantCulture))));
            state = $"<m:SyncState>{answer.Descendants(M + "SyncState").Single().Value}</m:SyncState>";
            isLast = answer.Descendants(M + "IncludesLastItemInRange").Single().Value == "true";
        }
        while (!isLast);
    }

    private async Task<XDocument> AskAsync(string body)
    {
        using var response = await SendAsync(body);
        return XDocument.Parse(await response.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> SendAsync(string body)
    {
        var envelope = $"""
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="{M}" xmlns:t="{T}"><s:Header>
            <t:RequestServerVersion Version="Exchange2013_SP1"/>
            <t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>{mailbox}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>
            </s:Header><s:Body>{body}</s:Body></s:Envelope>
            """;
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(envelope, Encoding.UTF8, "text/xml") };
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.EnsureSuccessStatusCode();
    }
}
