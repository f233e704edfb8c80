using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Tls;
using KerioMigration.Tests.Http;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace KerioMigration.Tests.Exchange;

public sealed class AutodiscoverTests : IDisposable
{
    private readonly HttpDoor anonymous = new(new HttpDoorOptions { SkipCertificateCheck = true });
    private readonly HttpDoor signedIn = Door("Migration-2024!");

    public void Dispose()
    {
        anonymous.Dispose();
        signedIn.Dispose();
    }

    [Theory]
    [InlineData(ExchangeVersion.Exchange2010Sp2, true)]
    [InlineData(ExchangeVersion.Exchange2013Sp1, true)]
    [InlineData(ExchangeVersion.Exchange2016, false)]
    [InlineData(ExchangeVersion.Exchange2019, false)]
    public async Task Finds_the_endpoint_and_signs_in_only_where_it_must(ExchangeVersion version, bool needsSignIn)
    {
        await using var server = await ExchangeTestServer.StartAsync(options: new SimulatedExchangeOptions { Version = version });

        var url = await FindAsync("anna@example.org", server.Exchange.BaseUrl);

        Assert.Equal(server.Exchange.EwsUrl, url);
        Assert.Equal(needsSignIn, server.Exchange.Requests.Any(r => r.Headers.ContainsKey("Authorization")));
    }

    [Fact]
    public async Task A_candidate_that_is_not_there_does_not_stop_the_search()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        await using var other = await StubServer.StartAsync(context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<html>a web site</html>");
        });

        var url = await FindAsync("anna@example.org", new Uri("https://localhost:1/"), new Uri($"https://localhost:{other.Root.Port}/"), server.Exchange.BaseUrl);

        Assert.Equal(server.Exchange.EwsUrl, url);
    }

    [Fact]
    public async Task A_redirect_over_plain_http_is_followed_and_no_password_is_sent_there()
    {
        await using var server = await ExchangeTestServer.StartAsync(options: new SimulatedExchangeOptions { Version = ExchangeVersion.Exchange2013Sp1 });
        var seen = new ConcurrentQueue<bool>();
        await using var plain = await StubServer.StartAsync(context =>
        {
            seen.Enqueue(context.Request.Headers.Authorization.Count > 0 || context.Request.Method != "GET");
            context.Response.Redirect(new Uri(server.Exchange.BaseUrl, "autodiscover/autodiscover.xml").AbsoluteUri);
            return Task.CompletedTask;
        });

        Assert.Equal(server.Exchange.EwsUrl, await FindAsync("anna@example.org", plain.Root));
        Assert.Equal([false], seen);
    }

    [Fact]
    public async Task No_password_goes_to_a_host_whose_certificate_is_rejected()
    {
        using var certificate = SimulatedCertificate.Create("other.example.net");
        var requests = 0;
        await using var foreign = await StubServer.StartAsync(
            _ =>
            {
                requests++;
                return Task.CompletedTask;
            },
            certificate);
        using var strict = new HttpDoor(new HttpDoorOptions());
        using var strictAccount = new HttpDoor(new HttpDoorOptions { SignIn = new HttpSignIn(HttpSignInWay.Basic) { Credential = new NetworkCredential("a", "b") } });

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => new Autodiscover(strict, strictAccount, _ => [foreign.Root]).FindAsync("anna@example.org", default));

        Assert.Equal(Reason.AutodiscoverFailed, thrown.Failure.Reason);
        Assert.Equal(0, requests);
    }

    [Fact]
    public async Task An_address_moves_to_another_one_and_circles_end()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        using var certificate = SimulatedCertificate.Create();
        await using var moved = await StubServer.StartAsync(context => context.Request.Path.Value!.EndsWith(".xml", StringComparison.Ordinal)
            ? context.Response.WriteAsync("<Autodiscover><Response><Account><Action>redirectAddr</Action><RedirectAddr>anna@new.example.org</RedirectAddr></Account></Response></Autodiscover>")
            : NotFound(context), certificate);

        var url = await new Autodiscover(anonymous, signedIn, domain => domain == "new.example.org" ? [server.Exchange.BaseUrl] : [moved.Root]).FindAsync("anna@example.org", default);
        var thrown = await Assert.ThrowsAsync<MigrationException>(() => FindAsync("anna@example.org", moved.Root));

        Assert.Equal(server.Exchange.EwsUrl, url);
        Assert.Equal(Reason.AutodiscoverFailed, thrown.Failure.Reason);
    }

    [Fact]
    public async Task A_refused_password_is_told_when_nothing_else_was_found()
    {
        await using var server = await ExchangeTestServer.StartAsync(options: new SimulatedExchangeOptions { Version = ExchangeVersion.Exchange2010Sp2 });
        using var wrong = Door("wrong");

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => new Autodiscover(anonymous, wrong, _ => [server.Exchange.BaseUrl]).FindAsync("anna@example.org", default));

        Assert.Equal(Reason.SignInFailed, thrown.Failure.Reason);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("anna")]
    public async Task Without_an_address_there_is_nothing_to_ask(string? address)
    {
        var thrown = await Assert.ThrowsAsync<MigrationException>(() => FindAsync(address));

        Assert.Equal(Reason.InvalidInput, thrown.Failure.Reason);
    }

    private static HttpDoor Door(string password) => new(new HttpDoorOptions
    {
        SkipCertificateCheck = true,
        SignIn = new HttpSignIn(HttpSignInWay.Basic) { Credential = new NetworkCredential("migration@example.org", password) },
    });

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }

    private Task<Uri> FindAsync(string? address, params Uri[] roots) => new Autodiscover(anonymous, signedIn, _ => roots).FindAsync(address, default);
}
