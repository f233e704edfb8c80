using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange.SignIn;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Seeding;
using Microsoft.AspNetCore.Http;

namespace KerioMigration.Simulation.Exchange;

/// <summary>Plain-XML Autodiscover for those who sign in, and the JSON of 2016 and later, which asks nobody who he is.</summary>
internal sealed class AutodiscoverEndpoint(
    Organization organization, SimulatedExchangeOptions options, FaultPlan faults, RequestLog log, Authenticator authenticator)
{
    private static readonly XNamespace Request = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
    private static readonly XNamespace Outer = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
    private static readonly XNamespace Inner = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

    public async Task PlainAsync(HttpContext http)
    {
        var caller = authenticator.SignIn(http);
        if (caller is null)
        {
            log.Add(http, "Autodiscover", null, null, default);
            return;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var address = Address(body.ToArray());
        log.Add(http, "Autodiscover", caller.UserName, address, body.ToArray());
        if (await HttpFaults.BeforeAsync(http, faults.NextCall("Autodiscover", caller.UserName, address), options.TimeProvider))
        {
            return;
        }

        var answer = address is null ? Error("600", "Invalid Request")
            : organization.Find(address) is { } user ? Settings(http, user.DisplayName, user.LegacyDn, user.PrimarySmtpAddress)
            : string.Equals(address, organization.ServiceAccount.UserName, StringComparison.OrdinalIgnoreCase) ? Settings(http, "Migration", "/o=Org/cn=migration", address)
            : PublicMailbox(address) is { } mailbox ? Settings(http, "Public folders", "/o=Org/cn=public", mailbox)
            : Error("500", "The email address can't be found.");
        http.Response.ContentType = "text/xml; charset=utf-8";
        await http.Response.WriteAsync("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n" + answer, Encoding.UTF8, http.RequestAborted);
    }

    /// <summary>GET /autodiscover/autodiscover.json/v1.0/ADDRESS?Protocol=EWS, or with the address as the parameter Email.</summary>
    public async Task JsonAsync(HttpContext http)
    {
        log.Add(http, "Autodiscover", null, null, default);
        if (await HttpFaults.BeforeAsync(http, faults.NextCall("Autodiscover"), options.TimeProvider))
        {
            return;
        }

        if (options.Version < ExchangeVersion.Exchange2016)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var isEws = string.Equals(http.Request.Query["Protocol"], "EWS", StringComparison.OrdinalIgnoreCase);
        var isAddress = JsonAddress(http).Contains('@', StringComparison.Ordinal);
        object answer = isEws && isAddress
            ? new { Protocol = "EWS", Url = EwsUrl(http) }
            : new { ErrorCode = isAddress ? "InvalidProtocol" : "InvalidUserId", ErrorMessage = "The given value is invalid." };
        http.Response.StatusCode = isEws && isAddress ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(JsonSerializer.Serialize(answer), http.RequestAborted);
    }

    private static string JsonAddress(HttpContext http) => http.Request.Query["Email"] is [{ Length: > 0 } email]
        ? email
        : http.Request.Path.Value!.TrimEnd('/').Split('/')[^1];

    private static string? Address(byte[] body)
    {
        try
        {
            return (string?)XDocument.Load(new MemoryStream(body)).Root?.Element(Request + "Request")?.Element(Request + "EMailAddress");
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string EwsUrl(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}/EWS/Exchange.asmx";

    /// <summary>A mailbox with public folders goes by its address, and by its GUID before the domain.</summary>
    private string? PublicMailbox(string address) => options.Version < ExchangeVersion.Exchange2013Sp1 ? null
        : organization.PublicFolders?.Root.WithDescendants().Select(f => f.ContentMailbox).Append(organization.PublicFolders.Address).OfType<string>()
            .FirstOrDefault(m => string.Equals(address, m, StringComparison.OrdinalIgnoreCase) || address == Inside(m));

    private string Inside(string mailbox) => $"{ExchangeIds.MailboxGuid(mailbox)}@{organization.Domain}";

    private XElement Settings(HttpContext http, string displayName, string legacyDn, string address)
    {
        var url = EwsUrl(http);
        var hasMailboxes = options.Version >= ExchangeVersion.Exchange2013Sp1;
        return new XElement(
            Outer + "Autodiscover",
            new XElement(
                Inner + "Response",
                new XElement(
                    Inner + "User",
                    new XElement(Inner + "DisplayName", displayName),
                    new XElement(Inner + "LegacyDN", legacyDn),
                    new XElement(Inner + "AutoDiscoverSMTPAddress", address)),
                new XElement(
                    Inner + "Account",
                    new XElement(Inner + "AccountType", "email"),
                    new XElement(Inner + "Action", "settings"),
                    Protocol("EXCH", url, hasMailboxes ? Inside(address) : "ex01.example.org"),
                    Protocol("EXPR", url, http.Request.Host.Host),
                    new XElement(Inner + "Protocol", new XElement(Inner + "Type", "WEB"), new XElement(Inner + "Internal", Protocol("EXCH", url, null))),
                    hasMailboxes && organization.PublicFolders is { } folders
                        ? new XElement(Inner + "PublicFolderInformation", new XElement(Inner + "SmtpAddress", folders.Address))
                        : null)));
    }

    private static XElement Protocol(string type, string url, string? server) => new(
        Inner + "Protocol",
        new XElement(Inner + "Type", type),
        server is null ? null : new XElement(Inner + "Server", server),
        new XElement(Inner + "ASUrl", url),
        new XElement(Inner + "EwsUrl", url));

    /// <summary>An error's Response stands in the outer namespace.</summary>
    private XElement Error(string code, string message) => new(
        Outer + "Autodiscover",
        new XElement(
            Outer + "Response",
            new XElement(
                Outer + "Error",
                new XAttribute("Time", options.TimeProvider.GetUtcNow().ToString("HH:mm:ss.fffffff", CultureInfo.InvariantCulture)),
                new XAttribute("Id", "1921681"),
                new XElement(Outer + "ErrorCode", code),
                new XElement(Outer + "Message", message),
                new XElement(Outer + "DebugData"))));
}
