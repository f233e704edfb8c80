using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Tests.Simulation.Exchange;

/// <summary>EWS by hand: what these tests send and read passes no code of the product.</summary>
internal sealed class RawEws : IDisposable
{
    public static readonly XNamespace M = "http://schemas.microsoft.com/exchange/services/2006/messages";
    public static readonly XNamespace T = "http://schemas.microsoft.com/exchange/services/2006/types";
    public static readonly XNamespace S = "http://schemas.xmlsoap.org/soap/envelope/";
    public static readonly XNamespace E = "http://schemas.microsoft.com/exchange/services/2006/errors";

    private readonly SimulatedExchange exchange;
    private readonly HttpClient client;

    public RawEws(SimulatedExchange exchange, string? userName = null, string? password = null, bool gzip = false)
    {
        this.exchange = exchange;
        client = Client(exchange, gzip);
        var service = exchange.Organization.ServiceAccount;
        Basic(userName ?? service.UserName, password ?? service.Password);
    }

    public string? Impersonate { get; set; } = "anna@example.org";

    public string? Version { get; set; } = "Exchange2010_SP2";

    public HttpRequestHeaders Headers => client.DefaultRequestHeaders;

    public static HttpClient Client(SimulatedExchange exchange, bool gzip = false, ICredentials? credentials = null) => new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, c, _, _) => c!.GetCertHashString() == exchange.Certificate.GetCertHashString() },
        AutomaticDecompression = gzip ? DecompressionMethods.GZip : DecompressionMethods.None,
        AllowAutoRedirect = false,
        Credentials = credentials,
    });

    public static RawEws As(SimulatedExchange exchange, SeededUser user) => new(exchange, user.PrimarySmtpAddress, user.Password) { Impersonate = null };

    public void Basic(string userName, string password) => client.DefaultRequestHeaders.Authorization =
        new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}")));

    /// <param name="body">The operation with prefixes m and t.</param>
    public string Envelope(string body)
    {
        var version = Version is null ? string.Empty : $"<t:RequestServerVersion Version=\"{Version}\"/>";
        var impersonation = Impersonate is null ? string.Empty
            : $"<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>{Impersonate}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>";
        return $"<soap:Envelope xmlns:soap=\"{S}\" xmlns:m=\"{M}\" xmlns:t=\"{T}\"><soap:Header>{version}{impersonation}</soap:Header><soap:Body>{body}</soap:Body></soap:Envelope>";
    }

    public Task<HttpResponseMessage> PostAsync(string body) =>
        client.PostAsync(exchange.EwsUrl, new StringContent(Envelope(body), Encoding.UTF8, "text/xml"));

    /// <summary>The response element of an answer with HTTP 200.</summary>
    public async Task<XElement> CallAsync(string body)
    {
        using var response = await PostAsync(body);
        var text = await response.Content.ReadAsStringAsync();
        return response.StatusCode == HttpStatusCode.OK
            ? Parse(text).Element(S + "Body")!.Elements().Single()
            : throw new InvalidOperationException($"{response.StatusCode}: {text}");
    }

    /// <summary>The fault of an answer with HTTP 500.</summary>
    public async Task<XElement> FaultAsync(string body)
    {
        using var response = await PostAsync(body);
        var text = await response.Content.ReadAsStringAsync();
        return response.StatusCode == HttpStatusCode.InternalServerError
            ? Parse(text).Element(S + "Body")!.Element(S + "Fault")!
            : throw new InvalidOperationException($"{response.StatusCode}: {text}");
    }

    /// <summary>The ResponseCode in a fault's detail.</summary>
    public async Task<string> FaultCodeAsync(string body) => (string)(await FaultAsync(body)).Element("detail")!.Element(E + "ResponseCode")!;

    /// <summary>Tolerates the characters that XML forbids and Exchange sends.</summary>
    public static XElement Parse(string text)
    {
        using var reader = XmlReader.Create(new System.IO.StringReader(text), new XmlReaderSettings { CheckCharacters = false, DtdProcessing = DtdProcessing.Prohibit });
        return XDocument.Load(reader).Root!;
    }

    public static IEnumerable<string> Codes(XElement response) => response.Descendants(M + "ResponseCode").Select(e => e.Value);

    public async Task<string> FolderIdAsync(string distinguishedId) => (string)(await CallAsync(
        $"<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id=\"{distinguishedId}\"/></m:FolderIds></m:GetFolder>"))
        .Descendants(T + "FolderId").Single().Attribute("Id")!;

    public Task<XElement> SyncItemsAsync(string folderId, string? state = null, int max = 512) => CallAsync(
        $"<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:SyncFolderId><t:FolderId Id=\"{folderId}\"/></m:SyncFolderId>" +
        (state is null ? string.Empty : $"<m:SyncState>{state}</m:SyncState>") + $"<m:MaxChangesReturned>{max}</m:MaxChangesReturned></m:SyncFolderItems>");

    public Task<XElement> GetItemsAsync(IEnumerable<string> ids, bool mime = true, string additional = "") => CallAsync(
        $"<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:IncludeMimeContent>{(mime ? "true" : "false")}</t:IncludeMimeContent>" +
        (additional.Length == 0 ? string.Empty : $"<t:AdditionalProperties>{additional}</t:AdditionalProperties>") +
        $"</m:ItemShape><m:ItemIds>{string.Concat(ids.Select(i => $"<t:ItemId Id=\"{i}\"/>"))}</m:ItemIds></m:GetItem>");

    public void Dispose() => client.Dispose();
}
