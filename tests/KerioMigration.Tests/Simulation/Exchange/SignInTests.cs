using System;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KerioMigration.Tests.Simulation.Exchange;

public sealed class SignInTests
{
    private const string GetInbox =
        "<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id=\"inbox\"/></m:FolderIds></m:GetFolder>";

    [Fact]
    public async Task Nobody_gets_a_challenge_for_each_way_to_sign_in()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        using var client = RawEws.Client(exchange);
        using var response = await client.PostAsync(exchange.EwsUrl, Body(exchange));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(["Negotiate", "NTLM", "Basic realm=\"localhost\""], response.Headers.WwwAuthenticate.Select(h => h.ToString()));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        using var ews = new RawEws(exchange, exchange.Organization.ServiceAccount.UserName, "wrong");
        using var response = await ews.PostAsync(GetInbox);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("anna@example.org")]
    [InlineData("anna")]
    [InlineData(@"EXAMPLE\anna")]
    public async Task A_user_signs_in_as_himself_with_each_form_of_his_name(string name)
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        using var ews = new RawEws(exchange, name, exchange.Organization.Users[0].Password) { Impersonate = null };
        Assert.Equal("7", (await ews.CallAsync(GetInbox)).Descendants(RawEws.T + "TotalCount").Single().Value);
        Assert.Equal("anna@example.org", exchange.Requests.Single().Mailbox);
    }

    [Fact]
    public async Task A_token_opens_until_it_expires_and_the_refusal_says_why()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2024, 6, 3, 9, 0, 0, TimeSpan.Zero));
        var account = Seed.Tiny().ServiceAccount.UserName;
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny(), new SimulatedExchangeOptions
        {
            SignIns = SignInMethods.Bearer,
            BearerTokens = [new BearerToken("good", account, time.GetUtcNow().AddHours(1))],
            TimeProvider = time,
        });
        using var ews = new RawEws(exchange);
        ews.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "good");
        await ews.CallAsync(GetInbox);
        time.Advance(TimeSpan.FromHours(2));
        using var late = await ews.PostAsync(GetInbox);
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
        Assert.Contains("token_expired", late.Headers.GetValues("x-ms-diagnostics").Single(), StringComparison.Ordinal);
        ews.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "other");
        using var other = await ews.PostAsync(GetInbox);
        Assert.Contains("invalid_signature", other.Headers.GetValues("x-ms-diagnostics").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NTLM")]
    [InlineData("Negotiate")]
    public async Task The_ntlm_of_dotnet_signs_in_and_the_connection_stays_signed_in(string scheme)
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        var credentials = new CredentialCache { { exchange.BaseUrl, scheme, new NetworkCredential("anna", exchange.Organization.Users[0].Password, "EXAMPLE") } };
        using var client = RawEws.Client(exchange, credentials: credentials);
        for (var i = 0; i < 2; i++)
        {
            using var response = await client.PostAsync(exchange.EwsUrl, Body(exchange));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Single(exchange.Requests.Where(r => r.User == "anna@example.org").Select(r => r.ConnectionId).Distinct());
    }

    [Fact]
    public async Task The_ntlm_of_dotnet_is_refused_with_a_wrong_password()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        var credentials = new CredentialCache { { exchange.BaseUrl, "NTLM", new NetworkCredential("anna", "wrong", "EXAMPLE") } };
        using var client = RawEws.Client(exchange, credentials: credentials);
        using var response = await client.PostAsync(exchange.EwsUrl, Body(exchange));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Ntlm_signs_in_a_connection_and_no_other()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        var credentials = new CredentialCache { { exchange.BaseUrl, "NTLM", new NetworkCredential("anna", exchange.Organization.Users[0].Password, "EXAMPLE") } };
        using var client = RawEws.Client(exchange, credentials: credentials);
        using var good = await client.PostAsync(exchange.EwsUrl, Body(exchange));
        Assert.Equal("true", good.Headers.GetValues("Persistent-Auth").Single());
        using var stranger = RawEws.Client(exchange);
        using var response = await stranger.PostAsync(exchange.EwsUrl, Body(exchange));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [DebianFact("curl")]
    public async Task The_ntlm_of_curl_signs_in()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        var user = $"EXAMPLE\\anna:{exchange.Organization.Users[0].Password}";
        var start = new ProcessStartInfo(
            "curl", ["-sk", "--ntlm", "-u", user, "-H", "Content-Type: text/xml; charset=utf-8", "-d", Envelope(exchange), exchange.EwsUrl.ToString()])
        {
            RedirectStandardOutput = true,
        };
        using var curl = Process.Start(start)!;
        Assert.Contains("<t:TotalCount>7</t:TotalCount>", await curl.StandardOutput.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Impersonation_needs_the_right_and_a_mailbox()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        using var ews = new RawEws(exchange) { Impersonate = "claire@example.org" };
        await ews.CallAsync(GetInbox);
        ews.Impersonate = "nobody@example.org";
        Assert.Equal("ErrorNonExistentMailbox", await ews.FaultCodeAsync(GetInbox));
        exchange.Organization.ServiceAccount.HasImpersonationRight = false;
        ews.Impersonate = "claire@example.org";
        Assert.Equal("ErrorImpersonateUserDenied", await ews.FaultCodeAsync(GetInbox));
        using var bob = RawEws.As(exchange, exchange.Organization.Users[1]);
        bob.Impersonate = "claire@example.org";
        Assert.Equal("ErrorImpersonateUserDenied", await bob.FaultCodeAsync(GetInbox));
    }

    [Fact]
    public async Task Full_access_opens_the_mailbox_that_is_named_in_the_id()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        using var ews = new RawEws(exchange) { Impersonate = null };
        const string Claire = "<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id=\"inbox\"><t:Mailbox><t:EmailAddress>claire@example.org</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId></m:FolderIds></m:GetFolder>";
        Assert.Equal(["ErrorFolderNotFound"], RawEws.Codes(await ews.CallAsync(Claire)));
        exchange.Organization.ServiceAccount.FullAccess.Add("claire@example.org");
        Assert.Equal("Boîte de réception", (await ews.CallAsync(Claire)).Descendants(RawEws.T + "DisplayName").Single().Value);
        Assert.Equal(["ErrorMissingEmailAddress"], RawEws.Codes(await ews.CallAsync(GetInbox)));
    }

    [Fact]
    public async Task Items_of_another_mailbox_are_not_found()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        using var bob = RawEws.As(exchange, exchange.Organization.Users[1]);
        Assert.Equal(["ErrorItemNotFound"], RawEws.Codes(await bob.GetItemsAsync([exchange.Organization.Users[0].Mailbox["inbox"].Items[0].Id])));
    }

    private static StringContent Body(SimulatedExchange exchange) => new(Envelope(exchange), Encoding.UTF8, "text/xml");

    private static string Envelope(SimulatedExchange exchange)
    {
        using var ews = new RawEws(exchange) { Impersonate = null };
        return ews.Envelope(GetInbox);
    }
}
