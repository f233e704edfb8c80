using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Tls;
using KerioMigration.Tests.Support;
using Xunit;
using static KerioMigration.Tests.EndToEnd.MigrationScene;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Servers that are not there, not the right ones, or not to be trusted. The cause is taken away, and the same command completes.</summary>
public sealed class UnreachableServerTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    [Theory]
    [InlineData("Exchange")]
    [InlineData("Kerio")]
    public async Task Wrong_host(string side)
    {
        await using var scene = await StartAsync();
        await RefusedThenCompletesAsync(scene, At(scene, side, "no-such-server.invalid"), "ServerNotFound", "ConnectionError", "no-such-server.invalid", "cannot be resolved");
    }

    [Theory]
    [InlineData("Exchange")]
    [InlineData("Kerio")]
    public async Task Closed_port(string side)
    {
        await using var scene = await StartAsync();
        var port = FreePort();
        await RefusedThenCompletesAsync(scene, At(scene, side, $"localhost:{port}"), "ConnectionFailed", "ConnectionError", $"localhost:{port}", "refuses connections");
    }

    [Theory]
    [InlineData("Exchange")]
    [InlineData("Kerio")]
    public async Task The_port_of_another_web_server(string side)
    {
        await using var scene = await StartAsync();
        var port = side == "Exchange" ? scene.Kerio.AdminPort : scene.Exchange.Port;
        await RefusedThenCompletesAsync(scene, At(scene, side, $"localhost:{port}"), "UnexpectedAnswer", "ProtocolError", $"localhost:{port}", "Check");
    }

    [Theory]
    [InlineData("Exchange")]
    [InlineData("Kerio")]
    public async Task A_port_that_speaks_something_else(string side)
    {
        await using var scene = await StartAsync();
        var port = scene.Kerio.ImapPort;
        await RefusedThenCompletesAsync(scene, At(scene, side, $"localhost:{port}"), "ConnectionFailed", "ConnectionError", $"localhost:{port}", "Check");
    }

    [Theory]
    [InlineData("Exchange", "Connect")]
    [InlineData("Kerio", "Session.login")]
    [InlineData("Kerio", "Users.get")]
    public async Task A_web_page_instead_of_an_answer(string side, string moment)
    {
        await using var scene = await StartAsync();
        var faults = side == "Exchange" ? scene.Exchange.Faults : scene.Kerio.Faults;
        faults.Add(new Fault { On = moment, Action = FaultAction.Html, Count = int.MaxValue });
        var port = side == "Exchange" ? scene.Exchange.Port : scene.Kerio.AdminPort;

        var refused = await session.RunAsync(scene.Settings.Migrate(Jan, Info));
        faults.Clear();

        OutcomeAssert.RunRefused(refused, "UnexpectedAnswer", "ProtocolError", $"localhost:{port}", "Check");
        await CompletesAsync(scene);
    }

    [Fact]
    public async Task A_web_page_in_the_middle_is_asked_again()
    {
        await using var scene = await StartAsync();
        scene.Exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.Html, From = 2 });

        await CompletesAsync(scene);
    }

    [Theory]
    [InlineData("localhost", true, "it expired on")]
    [InlineData("mail.foreign.example", false, "it was issued for mail.foreign.example, not for localhost")]
    public async Task A_certificate_of_Exchange_that_is_wrong(string host, bool expired, string word)
    {
        await using var scene = await StartAsync(new SimulatedExchangeOptions { Certificate = Certificate(host, expired) });

        var refused = await session.RunAsync((scene.Settings with { SkipCertificateCheck = false }).Migrate(Jan, Info));

        await AssertRejectedAsync(scene, refused, scene.Exchange.Port, word);
    }

    [Theory]
    [InlineData("localhost", true, "it expired on")]
    [InlineData("mail.foreign.example", false, "it was issued for mail.foreign.example, not for localhost")]
    public async Task A_certificate_of_Kerio_that_is_wrong(string host, bool expired, string word)
    {
        await using var scene = await StartAsync(kerio: new SimulatedKerioOptions { Certificate = Certificate(host, expired) });

        // Exchange comes first: this session trusts its certificate, as a computer of its domain does (OpenSSL's way to say so).
        var file = scene.Folder.File("trusted.pem");
        await File.WriteAllTextAsync(file, scene.Exchange.Certificate.ExportCertificatePem());
        var trusting = new ModuleSession(new Dictionary<string, string> { ["SSL_CERT_FILE"] = file });
        await trusting.InitializeAsync();
        var refused = await trusting.RunAsync((scene.Settings with { SkipCertificateCheck = false }).Migrate(Jan, Info));
        await trusting.DisposeAsync();

        await AssertRejectedAsync(scene, refused, scene.Kerio.AdminPort, word);
    }

    private static X509Certificate2 Certificate(string host, bool expired) =>
        SimulatedCertificate.Create(host, expired ? DateTimeOffset.UtcNow.AddDays(-3) : null);

    private async Task AssertRejectedAsync(MigrationScene scene, CommandOutcome refused, int port, string word)
    {
        OutcomeAssert.RunRefused(refused, "CertificateRejected", "SecurityError", $"localhost:{port}", word, "-SkipCertificateCheck");
        Assert.Equal(["admin@example.org"], scene.Kerio.Store.Users.Select(u => u.Address));
        await CompletesAsync(scene);
    }

    private static MigrationSettings At(MigrationScene scene, string side, string server) => side == "Exchange"
        ? scene.Settings with { ExchangeServer = $"https://{server}/EWS/Exchange.asmx" }
        : scene.Settings with { KerioServer = server };

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task RefusedThenCompletesAsync(MigrationScene scene, MigrationSettings wrong, string reason, string category, params string[] words)
    {
        var refused = await session.RunAsync(wrong.Migrate(Jan, Info));

        OutcomeAssert.RunRefused(refused, reason, category, words);
        Assert.InRange(refused.Seconds, 0, 20);
        Assert.Equal(["admin@example.org"], scene.Kerio.Store.Users.Select(u => u.Address));
        await CompletesAsync(scene);
    }

    private async Task CompletesAsync(MigrationScene scene)
    {
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Jan, Info)), Info, Jan);
        await scene.AssertSameAsync(Jan, Info);
    }
}
