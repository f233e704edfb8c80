using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Tls;
using Xunit;

namespace KerioMigration.Tests.Exchange;

public sealed class ExchangeProbeTests
{
    private static readonly string[] Names =
        ["Name resolution", "TCP", "TLS", "Sign-in", "Server version", "Impersonation: anna@example.org", "Read access: anna@example.org"];

    [Theory]
    [InlineData(ExchangeVersion.Exchange2010Sp2, "Exchange 2010")]
    [InlineData(ExchangeVersion.Exchange2013Sp1, "Exchange 2013")]
    [InlineData(ExchangeVersion.Exchange2016, "Exchange 2016")]
    [InlineData(ExchangeVersion.Exchange2019, "Exchange 2019")]
    public async Task Everything_is_in_order(ExchangeVersion version, string name)
    {
        await using var server = await ExchangeTestServer.StartAsync(options: new SimulatedExchangeOptions { Version = version });

        var checks = await RunAsync(server.Client);

        Assert.Equal(Names, checks.Select(c => c.Check));
        Assert.All(checks.Where(c => c.Check != "TLS"), c => Assert.Equal((CheckResult.Passed, ""), (c.Result, c.Remedy)));
        Assert.Equal(CheckResult.Warning, checks.Single(c => c.Check == "TLS").Result);
        Assert.Contains(name, checks.Single(c => c.Check == "Server version").Detail, StringComparison.Ordinal);
        Assert.Contains("7 items", checks[^1].Detail, StringComparison.Ordinal);
        Assert.All(checks, c => Assert.Equal($"localhost:{server.Exchange.Port}", c.Server));
    }

    [Fact]
    public async Task Says_that_there_is_an_archive()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        var top = server.Seeded.AddFolder(null, "Archive", string.Empty, "archiveroot");
        server.Seeded.AddFolder(top, "Top of Information Store", distinguishedId: "archivemsgfolderroot");

        var check = (await RunAsync(server.Client))[^1];

        Assert.Equal((CheckResult.Passed, "The inbox has 7 items. There is an archive; -IncludeArchive carries it."), (check.Result, check.Detail));
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_stops_it()
    {
        await using var server = await ExchangeTestServer.StartAsync(change: c => c with { SkipCertificateCheck = false });

        var checks = await RunAsync(server.Client);

        AssertEndsAt(checks, "TLS", Reason.CertificateRejected);
        Assert.Empty(server.Exchange.Requests);
    }

    [Fact]
    public async Task An_expired_certificate_is_dated()
    {
        using var certificate = SimulatedCertificate.Create("localhost", DateTimeOffset.UtcNow.AddYears(-1));
        await using var server = await ExchangeTestServer.StartAsync(
            options: new SimulatedExchangeOptions { Certificate = certificate }, change: c => c with { SkipCertificateCheck = false });
        using var now = new ExchangeServer(new ExchangeConnection { Server = $"localhost:{server.Exchange.Port}", Credential = new NetworkCredential("a", "b") });

        var checks = await RunAsync(now);

        AssertEndsAt(checks, "TLS", Reason.CertificateRejected);
        Assert.Contains("expired on 20", checks[2].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_stops_it()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        await server.Exchange.DisposeAsync();

        AssertEndsAt(await RunAsync(server.Client), "TCP", Reason.ConnectionFailed);
    }

    [Fact]
    public async Task An_unknown_name_stops_it()
    {
        using var server = new ExchangeServer(new ExchangeConnection { Server = "no-such-host.invalid" });

        AssertEndsAt(await RunAsync(server), "Name resolution", Reason.ServerNotFound);
    }

    [Fact]
    public async Task A_wrong_password_stops_it_after_one_attempt()
    {
        await using var server = await ExchangeTestServer.StartAsync(change: c => c with { Credential = new NetworkCredential("migration@example.org", "wrong") });

        AssertEndsAt(await RunAsync(server.Client), "Sign-in", Reason.SignInFailed);
        Assert.Single(server.Exchange.Requests);
    }

    [Fact]
    public async Task Without_the_right_to_impersonate_the_mailbox_fails_and_the_others_are_checked()
    {
        await using var server = await ExchangeTestServer.StartAsync(KerioMigration.Simulation.Seeding.Seed.Demo());
        var account = server.Exchange.Organization.ServiceAccount;
        account.HasImpersonationRight = false;
        account.FullAccess.Add("bob@example.org");

        var checks = await RunAsync(server.Client, "anna@example.org", "bob@example.org", "nobody@example.org");

        Assert.Equal(
            [
                (CheckResult.Failed, Reason.ImpersonationDenied), (CheckResult.Skipped, Reason.None), (CheckResult.Warning, Reason.None), (CheckResult.Passed, Reason.None),
                (CheckResult.Failed, checks[^2].Reason), (CheckResult.Skipped, Reason.None),
            ],
            checks.Skip(5).Select(c => (c.Result, c.Reason)));
        Assert.All(checks.Where(c => c.Result is CheckResult.Failed or CheckResult.Warning), c => Assert.NotEmpty(c.Remedy));
    }

    [Fact]
    public async Task A_web_page_instead_of_the_service_stops_it_without_another_try()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        server.Exchange.Faults.Add(new Fault { On = "GetFolder", Action = FaultAction.Html, Count = int.MaxValue });

        AssertEndsAt(await RunAsync(server.Client), "Sign-in", Reason.UnexpectedAnswer);
        Assert.Single(server.Exchange.Requests);
    }

    private static void AssertEndsAt(List<ConnectionCheck> checks, string name, Reason reason)
    {
        Assert.Equal(Names, checks.Select(c => c.Check));
        var at = checks.FindIndex(c => c.Check == name);
        Assert.All(checks.Take(at), c => Assert.True(c.Result is CheckResult.Passed or CheckResult.Warning, c.ToString()));
        Assert.Equal((CheckResult.Failed, reason), (checks[at].Result, checks[at].Reason));
        Assert.NotEmpty(checks[at].Detail);
        Assert.NotEmpty(checks[at].Remedy);
        Assert.All(checks.Skip(at + 1), c => Assert.Equal(CheckResult.Skipped, c.Result));
    }

    private static async Task<List<ConnectionCheck>> RunAsync(ExchangeServer server, params string[] mailboxes)
    {
        List<ConnectionCheck> checks = [];
        var asked = mailboxes.Length > 0 ? mailboxes : ["anna@example.org"];
        await foreach (var check in server.Probe([.. asked.Select(m => new MailboxRef(m))]).RunAsync(default))
        {
            checks.Add(check);
        }

        return checks;
    }
}
