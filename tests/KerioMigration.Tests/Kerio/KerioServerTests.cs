using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Kerio;

/// <summary>Which sign-in opens a mailbox, and how often a wrong one is tried: Kerio Connect blocks addresses that guess.</summary>
public sealed class KerioServerTests
{
    [Fact]
    public async Task Mailboxes_that_start_side_by_side_try_a_wrong_master_password_once()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        await using var server = new KerioServer(ConnectionTo(kerio) with { MasterPassword = Secret.From("wrong") });

        var failures = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => FailureAsync(server.OpenMailboxAsync(SignInOf(kerio, $"user{i}"), default))));

        Assert.All(failures, f => Assert.Equal((FailureScope.Run, FailureRemedy.None, Reason.MasterLoginRefused), (f.Scope, f.Remedy, f.Reason)));
        Assert.Equal(1, kerio.FailedLogins);
        Assert.Equal(1, kerio.Calls.Count(c => c.Name == "X-MASTERAUTH"));
    }

    [Fact]
    public async Task Mailboxes_that_start_side_by_side_ask_once_for_a_master_login_that_is_off()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { MasterPassword = null });
        await using var server = new KerioServer(ConnectionTo(kerio) with { MasterPassword = Secret.From("any") });

        var failures = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => FailureAsync(server.OpenMailboxAsync(SignInOf(kerio, $"user{i}"), default))));

        Assert.All(failures, f => Assert.Equal((FailureScope.Run, Reason.MasterLoginDisabled), (f.Scope, f.Reason)));
        Assert.Equal(1, kerio.Calls.Count(c => c.Name == "X-MASTERAUTH"));
    }

    [Fact]
    public async Task A_right_master_password_opens_all_of_them_and_a_missing_mailbox_is_its_own_failure()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        await using var server = new KerioServer(ConnectionTo(kerio));
        var missing = SignInOf(kerio, "nobody") with { User = new DestinationUser { Id = "", LoginName = "nowhere", Domain = "example.com" } };

        var failure = await FailureAsync(server.OpenMailboxAsync(missing, default));
        var mailboxes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => server.OpenMailboxAsync(SignInOf(kerio, $"user{i}"), default)));

        Assert.Equal((FailureScope.Mailbox, Reason.MailboxNotFound), (failure.Scope, failure.Reason));
        foreach (var mailbox in mailboxes)
        {
            Assert.NotEmpty(await mailbox.ListFoldersAsync(default));
            await mailbox.DisposeAsync();
        }
    }

    [Fact]
    public async Task Callers_side_by_side_try_a_wrong_administrator_password_once()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        await using var server = new KerioServer(ConnectionTo(kerio) with { Credential = new NetworkCredential("admin", "wrong") });

        var failures = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => FailureAsync(server.Directory.ListUsersAsync(default))));

        Assert.All(failures, f => Assert.Equal((FailureScope.Run, Reason.SignInFailed), (f.Scope, f.Reason)));
        Assert.Equal(1, kerio.FailedLogins);
    }

    [Fact]
    public async Task Without_a_master_password_only_known_ones_open_a_mailbox()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { ImapsRunning = false });
        await using var server = new KerioServer(ConnectionTo(kerio) with { MasterPassword = null });
        var signIn = SignInOf(kerio, "anna");

        Assert.Equal(Reason.NoDestinationSignIn, (await FailureAsync(server.OpenMailboxAsync(signIn, default))).Reason);

        await using var mailbox = await server.OpenMailboxAsync(signIn with { Credential = new NetworkCredential("anna", "Anna-1") }, default);
        Assert.NotEmpty(await mailbox.ListFoldersAsync(default));
    }

    [Fact]
    public async Task Stopped_services_are_named()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { ImapsRunning = false, ImapRunning = false });
        await using var server = new KerioServer(ConnectionTo(kerio));
        var failure = await FailureAsync(server.OpenMailboxAsync(SignInOf(kerio, "anna"), default));
        Assert.Equal((FailureScope.Run, Reason.ServiceStopped), (failure.Scope, failure.Reason));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mailbox_just_created_is_first_tried_when_it_can_be_ready(bool master)
    {
        var time = new ImpatientTime();
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { NewMailboxDelay = TimeSpan.FromSeconds(3), TimeProvider = time });
        await using var server = new KerioServer(ConnectionTo(kerio) with { MasterPassword = master ? Secret.From("M4ster-secret") : null }, time);
        await server.FindImapAsync(default);
        var signIn = SignInOf(kerio, "anna") with { Credential = new NetworkCredential("anna", "Anna-1"), JustCreated = true };
        var before = time.Waited;

        await using var mailbox = await server.OpenMailboxAsync(signIn, default);

        Assert.Equal(TimeSpan.FromSeconds(3), time.Waited - before);
        Assert.Equal(0, kerio.FailedLogins);
    }

    [Fact]
    public async Task A_mailbox_that_never_gets_ready_is_tried_three_times()
    {
        var time = new ImpatientTime();
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { NewMailboxDelay = TimeSpan.FromDays(1), TimeProvider = time });
        await using var server = new KerioServer(ConnectionTo(kerio) with { MasterPassword = null }, time);
        var signIn = SignInOf(kerio, "anna") with { Credential = new NetworkCredential("anna", "Anna-1"), JustCreated = true };

        var failure = await FailureAsync(server.OpenMailboxAsync(signIn, default));

        Assert.Equal((FailureScope.Mailbox, Reason.SignInFailed), (failure.Scope, failure.Reason));
        Assert.Equal(3, kerio.FailedLogins);
    }

    private static DestinationSignIn SignInOf(SimulatedKerio kerio, string login)
    {
        var user = kerio.Store.AddUser(login + "@example.com", "Anna-1");
        return new(new DestinationUser { Id = user.Id, LoginName = login, Domain = "example.com" }, null, JustCreated: false);
    }

    private static KerioConnection ConnectionTo(SimulatedKerio kerio) => new()
    {
        Server = $"localhost:{kerio.AdminPort}",
        Credential = new NetworkCredential(kerio.Options.AdministratorName, kerio.Options.AdministratorPassword),
        MasterPassword = Secret.From(kerio.Options.MasterPassword ?? "none"),
        SkipCertificateCheck = true,
    };

    private static async Task<Failure> FailureAsync(Task work) => (await Assert.ThrowsAsync<MigrationException>(() => work)).Failure;
}
