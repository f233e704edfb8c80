using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using KerioMigration.Engine;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dovecot;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>From the simulated Exchange to the simulated Kerio Connect and to a real Dovecot behind its front, over real sockets.</summary>
public sealed class MailMigrationTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("KerioMigration");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Carries_an_organization_byte_for_byte_and_nothing_twice()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        await using var kerio = await SimulatedKerio.StartAsync(Setup());

        var first = await MigrateAsync(exchange, kerio);
        var second = await MigrateAsync(exchange, kerio);

        Assert.All(first, r => Assert.Equal((r.Mailbox, "Completed", ""), (r.Mailbox, r.State, r.Message)));
        Assert.All(second, r => Assert.Equal((r.Mailbox, "Completed", 0), (r.Mailbox, r.State, r.MigratedByLastRun)));
        await AssertSameMailAsync(exchange, kerio);
    }

    [DebianFact("dovecot")]
    public async Task Carries_an_organization_to_a_real_dovecot()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        await using var dovecot = await DovecotServer.StartAsync();
        await using var kerio = await SimulatedKerio.StartAsync(Setup() with { ImapBackend = dovecot });

        Assert.All(await MigrateAsync(exchange, kerio), r => Assert.Equal((r.Mailbox, "Completed", ""), (r.Mailbox, r.State, r.Message)));
        await AssertSameMailAsync(exchange, kerio);
    }

    [Fact]
    public async Task Six_mailboxes_at_once_try_a_wrong_master_password_once_and_the_run_stops()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        await using var kerio = await SimulatedKerio.StartAsync(Setup());

        var failure = (await Assert.ThrowsAsync<MigrationException>(() => MigrateAsync(exchange, kerio, masterPassword: "wrong"))).Failure;

        Assert.Equal((FailureScope.Run, Reason.MasterLoginRefused), (failure.Scope, failure.Reason));
        Assert.Equal(1, kerio.FailedLogins);
    }

    private static SimulatedKerioOptions Setup() => new() { Domains = [new DomainOptions(Seed.Domain) { IsPrimary = true }] };

    private static Task AssertSameMailAsync(SimulatedExchange exchange, SimulatedKerio kerio)
    {
        Assert.Empty(kerio.Invitations);
        return CarriedMail.AssertSameAsync(exchange, kerio, [.. exchange.Organization.Users.Select(u => u.PrimarySmtpAddress)]);
    }

    private async Task<IReadOnlyList<MailboxReport>> MigrateAsync(SimulatedExchange exchange, SimulatedKerio kerio, string? masterPassword = null)
    {
        var account = exchange.Organization.ServiceAccount;
        await using var factory = new MigrationFactory(
            new ExchangeConnection { Server = exchange.EwsUrl.ToString(), Credential = new NetworkCredential(account.UserName, account.Password), SkipCertificateCheck = true, Authentication = ExchangeAuthentication.Basic },
            new KerioConnection
            {
                Server = $"localhost:{kerio.AdminPort}",
                Credential = new NetworkCredential(kerio.Options.AdministratorName, kerio.Options.AdministratorPassword),
                MasterPassword = Secret.From(masterPassword ?? kerio.Options.MasterPassword!),
                SkipCertificateCheck = true,
            });
        var users = exchange.Organization.Users.Select(u => new UserMapping
        {
            Source = new MailboxRef(u.PrimarySmtpAddress),
            DestinationLogin = u.Alias,
            DisplayName = u.DisplayName,
        });
        return await factory.MigrateAsync(Path.Combine(folder.FullName, "ledger.db"), new MigrationOptions(), [.. users], new RecordingObserver(), default);
    }
}
