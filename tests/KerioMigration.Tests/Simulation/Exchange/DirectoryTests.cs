using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using Xunit;
using static KerioMigration.Tests.Simulation.Exchange.RawEws;

namespace KerioMigration.Tests.Simulation.Exchange;

public sealed class DirectoryTests
{
    private const string Searchable =
        "<m:GetSearchableMailboxes><m:SearchFilter></m:SearchFilter><m:ExpandGroupMembership>false</m:ExpandGroupMembership></m:GetSearchableMailboxes>";

    [Fact]
    public async Task No_more_than_a_hundred_candidates_come()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Kemt(0, mailboxes: 120));
        using var ews = new RawEws(exchange) { Impersonate = null };
        var answer = await ews.CallAsync("<m:ResolveNames ReturnFullContactData=\"false\"><m:UnresolvedEntry>user</m:UnresolvedEntry></m:ResolveNames>");
        Assert.Equal(100, answer.Descendants(T + "Resolution").Count());
        Assert.Equal("false", (string?)answer.Descendants(M + "ResolutionSet").Single().Attribute("IncludesLastItemInRange"));
    }

    [Fact]
    public async Task All_mailboxes_are_listed_for_those_who_may()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        using var ews = new RawEws(exchange) { Impersonate = null, Version = "Exchange2013_SP1" };
        var answer = await ews.CallAsync(Searchable);
        Assert.Equal(
            exchange.Organization.Users.Select(u => (u.PrimarySmtpAddress, u.LegacyDn)),
            answer.Descendants(T + "SearchableMailbox").Select(m => (m.Element(T + "PrimarySmtpAddress")!.Value, m.Element(T + "ReferenceId")!.Value)));
        exchange.Organization.ServiceAccount.HasMailboxSearchRight = false;
        Assert.Equal(["ErrorAccessDenied"], Codes(await ews.CallAsync(Searchable)));
    }

    [Fact]
    public async Task People_are_found_by_a_query_and_not_without()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        using var ews = new RawEws(exchange) { Version = "Exchange2013_SP1" };
        Assert.Equal("claire@example.org", (await ews.CallAsync(People("cla"))).Descendants(T + "EmailAddress").Single(e => !e.HasElements).Value);
        Assert.Empty((await ews.CallAsync(People(string.Empty))).Descendants(T + "Persona"));
    }

    [Fact]
    public async Task ConvertId_goes_there_and_back_and_tells_the_mailbox()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        using var ews = new RawEws(exchange);
        var id = exchange.Organization.Users[0].Mailbox["inbox"].Id;
        var hex = (await ews.CallAsync(Convert("EwsId", id, "HexEntryId"))).Descendants(M + "AlternateId").Single();
        Assert.Equal("anna@example.org", (string?)hex.Attribute("Mailbox"));
        Assert.Equal(92, ((string)hex.Attribute("Id")!).Length);
        Assert.Equal(id, (string?)(await ews.CallAsync(Convert("HexEntryId", (string)hex.Attribute("Id")!, "EwsId"))).Descendants(M + "AlternateId").Single().Attribute("Id"));
    }

    [Theory]
    [InlineData("/autodiscover/autodiscover.xml")]
    [InlineData("/Autodiscover/Autodiscover.xml/")]
    public async Task Plain_autodiscover_names_the_address_of_ews(string path)
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        var answer = await AutodiscoverAsync(exchange, path, "anna@example.org");
        XNamespace inner = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";
        var protocols = answer.Element(inner + "Response")!.Element(inner + "Account")!.Elements(inner + "Protocol").ToList();
        Assert.Equal(["EXCH", "EXPR", "WEB"], protocols.Select(p => p.Element(inner + "Type")!.Value));
        Assert.Equal(exchange.EwsUrl.ToString(), protocols[1].Element(inner + "EwsUrl")!.Value);
    }

    [Fact]
    public async Task Plain_autodiscover_does_not_know_everybody()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        XNamespace outer = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
        var answer = await AutodiscoverAsync(exchange, "/autodiscover/autodiscover.xml", "nobody@example.org");
        Assert.Equal("500", answer.Element(outer + "Response")!.Element(outer + "Error")!.Element(outer + "ErrorCode")!.Value);
    }

    [Theory]
    [InlineData(ExchangeVersion.Exchange2013Sp1, HttpStatusCode.NotFound)]
    [InlineData(ExchangeVersion.Exchange2016, HttpStatusCode.OK)]
    public async Task Json_autodiscover_asks_for_no_password_and_is_new_in_2016(ExchangeVersion version, HttpStatusCode status)
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny(), new SimulatedExchangeOptions { Version = version });
        using var client = RawEws.Client(exchange);
        using var response = await client.GetAsync(new Uri(exchange.BaseUrl, "/autodiscover/autodiscover.json/v1.0/anna@example.org?Protocol=EWS"));
        Assert.Equal(status, response.StatusCode);
        if (status == HttpStatusCode.OK)
        {
            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            Assert.Equal(exchange.EwsUrl.ToString(), json.RootElement.GetProperty("Url").GetString());
        }
    }

    [Fact]
    public async Task Cookies_and_request_ids_come_with_an_answer()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        using var ews = new RawEws(exchange, gzip: true);
        ews.Headers.Add("client-request-id", "11111111-2222-3333-4444-555555555555");
        ews.Headers.Add("return-client-request-id", "true");
        using var response = await ews.PostAsync("<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id=\"inbox\"/></m:FolderIds></m:GetFolder>");
        Assert.Equal(["exchangecookie", "X-BackEndCookie"], response.Headers.GetValues("Set-Cookie").Select(c => c.Split('=')[0]));
        Assert.Equal("11111111-2222-3333-4444-555555555555", response.Headers.GetValues("client-request-id").Single());
        Assert.True(response.Headers.TransferEncodingChunked);
    }

    private static string People(string query) =>
        "<m:FindPeople><m:PersonaShape><t:BaseShape>Default</t:BaseShape></m:PersonaShape><m:IndexedPageItemView MaxEntriesReturned=\"100\" Offset=\"0\" BasePoint=\"Beginning\"/>" +
        $"<m:ParentFolderId><t:DistinguishedFolderId Id=\"directory\"/></m:ParentFolderId><m:QueryString>{query}</m:QueryString></m:FindPeople>";

    private static string Convert(string from, string id, string to) =>
        $"<m:ConvertId DestinationFormat=\"{to}\"><m:SourceIds><t:AlternateId Format=\"{from}\" Id=\"{id}\" Mailbox=\"anna@example.org\"/></m:SourceIds></m:ConvertId>";

    private static async Task<XElement> AutodiscoverAsync(SimulatedExchange exchange, string path, string address)
    {
        using var client = RawEws.Client(exchange);
        using var ews = new RawEws(exchange);
        client.DefaultRequestHeaders.Authorization = ews.Headers.Authorization;
        var request = "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006\"><Request>" +
            $"<EMailAddress>{address}</EMailAddress><AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>";
        using var response = await client.PostAsync(new Uri(exchange.BaseUrl, path), new StringContent(request, Encoding.UTF8, "text/xml"));
        return RawEws.Parse(await response.Content.ReadAsStringAsync());
    }
}
