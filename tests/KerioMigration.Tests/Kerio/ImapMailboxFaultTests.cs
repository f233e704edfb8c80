using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.Imap;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Kerio;

/// <summary>What a mailbox of Kerio Connect does when something goes wrong.</summary>
public sealed class ImapMailboxFaultTests
{
    private static ImapSignIn Master => new(KerioHost.User, Secret.From("M4ster-secret"), IsMaster: true);

    [Fact]
    public async Task A_cut_after_storing_leaves_the_outcome_unknown_and_the_items_are_found()
    {
        await using var host = await KerioHost.StartAsync();
        await using var mailbox = await host.OpenAsync();
        var folder = await EnsureAsync(mailbox);
        host.Kerio.Faults.Add(new Fault { On = "APPEND", Action = FaultAction.DoneThenReset, From = 2 });
        var failure = await FailureAsync(mailbox.WriteItemsAsync(folder, [.. Enumerable.Range(0, 3).Select(i => TestItems.Mail($"Message-ID: <{i}@x>\r\n\r\n"))], default));
        Assert.True(failure is { OutcomeUnknown: true, Scope: FailureScope.Mailbox, Remedy: FailureRemedy.Retry });
        var found = await mailbox.FindItemsAsync(folder, folder.Mark, default);
        Assert.Equal(["<0@x>", "<1@x>", "<2@x>"], found.Select(f => f.Key.MessageId!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_goodbye_in_the_middle_of_writing_is_told_and_the_next_write_goes_through()
    {
        await using var host = await KerioHost.StartAsync();
        await using var mailbox = await host.OpenAsync();
        var folder = await EnsureAsync(mailbox);
        host.Kerio.Faults.Add(new Fault { On = "APPEND", Action = FaultAction.Bye, Text = "Server is shutting down" });
        var failure = await FailureAsync(mailbox.WriteItemsAsync(folder, [TestItems.Mail("a")], default));
        Assert.True(failure.OutcomeUnknown);
        Assert.Null((await mailbox.WriteItemsAsync(folder, [TestItems.Mail("a")], default))[0].Failure);
    }

    [Fact]
    public async Task A_lost_connection_costs_folder_work_only_another_try()
    {
        await using var host = await KerioHost.StartAsync();
        host.Time = new ImpatientTime();
        await using var mailbox = await host.OpenAsync();
        host.Kerio.Faults.Add(new Fault { On = "CREATE", Action = FaultAction.Reset });
        host.Kerio.Faults.Add(new Fault { On = "STATUS", Action = FaultAction.DoneThenReset });
        Assert.Equal("Projekte", (await EnsureAsync(mailbox, "Projekte")).FullName);
    }

    [Fact]
    public async Task A_full_quota_is_the_mailboxs_failure()
    {
        await using var host = await KerioHost.StartAsync();
        host.Kerio.Store.FindUser(KerioHost.User)!.DiskQuota = 1000;
        await using var mailbox = await host.OpenAsync();
        var folder = await EnsureAsync(mailbox);
        Assert.Null((await mailbox.WriteItemsAsync(folder, [TestItems.Mail(new string('a', 500))], default))[0].Failure);
        var failure = await FailureAsync(mailbox.WriteItemsAsync(folder, [TestItems.Mail(new string('b', 900)), TestItems.Mail(new string('c', 900))], default));
        Assert.True(failure is { Reason: Reason.QuotaExceeded, Scope: FailureScope.Mailbox, Remedy: FailureRemedy.None, OutcomeUnknown: false });
    }

    [Theory]
    [InlineData(ImapFeatures.Default)]
    [InlineData(ImapFeatures.LiteralPlus)]
    [InlineData(ImapFeatures.None)]
    public async Task Only_the_message_that_is_too_large_fails(ImapFeatures features)
    {
        await using var host = await KerioHost.StartAsync(new SimulatedKerioOptions { Features = features, MaxAppendSize = 2000 });
        await using var mailbox = await host.OpenAsync();
        var folder = await EnsureAsync(mailbox);
        var receipts = await mailbox.WriteItemsAsync(folder, [TestItems.Mail("a"), TestItems.Mail(new string('b', 3000)), TestItems.Mail("c")], default);
        Assert.Equal([null, Reason.ItemTooLarge, null], receipts.Select(r => r.Failure?.Reason));
        Assert.Equal(2, (await host.ReadAsync(folder)).Count);
    }

    [Theory]
    [InlineData(ImapFeatures.Default)]
    [InlineData(ImapFeatures.None)]
    public async Task Messages_whose_dates_are_refused_come_without_them(ImapFeatures features)
    {
        await using var host = await KerioHost.StartAsync(new SimulatedKerioOptions { Features = features, DateRefusal = DateRefusal.Always });
        await using var mailbox = await host.OpenAsync();
        var folder = await EnsureAsync(mailbox);
        var receipts = await mailbox.WriteItemsAsync(folder, [.. Enumerable.Range(0, 6).Select(i => TestItems.Mail("m" + i))], default);
        Assert.All(receipts, r => Assert.True(r.Failure is null && r.Loss!.Contains("received date", StringComparison.Ordinal)));
        Assert.Equal(6, (await host.ReadAsync(folder)).Count);
    }

    [Fact]
    public async Task A_wrong_master_password_is_tried_once_and_ends_the_run()
    {
        await using var host = await KerioHost.StartAsync();
        var failure = await FailureAsync(host.OpenAsync(Master with { Password = Secret.From("wrong") }));
        Assert.True(failure is { Scope: FailureScope.Run, Remedy: FailureRemedy.None, Reason: Reason.MasterLoginRefused });
        Assert.DoesNotContain("wrong", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, host.Kerio.FailedLogins);
    }

    [Fact]
    public async Task A_master_login_from_outside_its_group_names_the_group()
    {
        await using var host = await KerioHost.StartAsync(new SimulatedKerioOptions { MasterAddressAllowed = false });
        var failure = await FailureAsync(host.OpenAsync(Master));
        Assert.Equal(Reason.MasterLoginRefused, failure.Reason);
        Assert.Contains("IP address group", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_master_login_that_is_off_says_where_to_switch_it_on()
    {
        await using var host = await KerioHost.StartAsync(new SimulatedKerioOptions { MasterPassword = null });
        var failure = await FailureAsync(host.OpenAsync(Master));
        Assert.True(failure is { Scope: FailureScope.Run, Reason: Reason.MasterLoginDisabled or Reason.MasterLoginRefused });
        Assert.Contains("aster", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_account_is_that_mailboxs_failure()
    {
        await using var host = await KerioHost.StartAsync();
        var failure = await FailureAsync(host.OpenAsync(Master with { Address = "nobody@example.com" }));
        Assert.Equal((FailureScope.Mailbox, Reason.MailboxNotFound), (failure.Scope, failure.Reason));
    }

    [Fact]
    public async Task A_known_password_opens_the_mailbox_and_a_wrong_one_is_tried_once()
    {
        await using var host = await KerioHost.StartAsync(new SimulatedKerioOptions { MasterPassword = null });
        await using var mailbox = await host.OpenAsync(new ImapSignIn(KerioHost.User, Secret.From(KerioHost.Password), IsMaster: false));
        Assert.NotEmpty(await mailbox.ListFoldersAsync(default));
        var failure = await FailureAsync(host.OpenAsync(new ImapSignIn(KerioHost.User, Secret.From("nö\"t"), IsMaster: false)));
        Assert.Equal((FailureScope.Mailbox, Reason.SignInFailed), (failure.Scope, failure.Reason));
        Assert.Equal(1, host.Kerio.FailedLogins);
    }

    [Fact]
    public async Task A_mailbox_that_was_just_created_is_waited_for()
    {
        var time = new ImpatientTime();
        await using var host = await KerioHost.StartAsync(new SimulatedKerioOptions { NewMailboxDelay = TimeSpan.FromSeconds(5), TimeProvider = time });
        host.Time = time;
        await using var mailbox = await host.OpenAsync(Master, justCreated: true);
        Assert.NotEmpty(await mailbox.ListFoldersAsync(default));
    }

    [Fact]
    public async Task Too_many_connections_mean_waiting_for_all()
    {
        await using var host = await KerioHost.StartAsync(new SimulatedKerioOptions { ConnectionLimit = 1 });
        host.Time = new ImpatientTime();
        var first = await host.OpenAsync(Master);
        var failure = await FailureAsync(host.OpenAsync(Master));
        Assert.Equal((Reason.ServerBusy, FailureRemedy.RetryAfter), (failure.Reason, failure.Remedy));
        await first.DisposeAsync();
    }

    [Fact]
    public async Task An_untrusted_certificate_is_refused_before_any_secret()
    {
        await using var host = await KerioHost.StartAsync();
        var dialer = new ImapDialer(host.Endpoint with { SkipCertificateCheck = false }, TimeProvider.System);
        var failure = await FailureAsync(dialer.OpenAsync(default));
        Assert.Equal((FailureScope.Run, Reason.CertificateRejected), (failure.Scope, failure.Reason));
        Assert.DoesNotContain(host.Kerio.Calls, c => c.Protocol == "imap");
    }

    [Fact]
    public async Task A_port_that_speaks_something_else_is_given_up_soon()
    {
        await using var host = await KerioHost.StartAsync();
        var web = host.Endpoint with { Port = host.Kerio.AdminPort, ConnectTimeout = TimeSpan.FromMilliseconds(300) };
        var failure = await FailureAsync(new ImapDialer(web, TimeProvider.System).OpenAsync(default));
        Assert.Equal((Reason.ConnectionFailed, "Timeout", false), (failure.Reason, failure.Code, failure.OutcomeUnknown));
        Assert.Contains(web.Where, failure.Message, StringComparison.Ordinal);
    }

    private static Task<DestinationFolder> EnsureAsync(IDestinationMailbox mailbox, string name = "Target") =>
        mailbox.EnsureFolderAsync(new FolderTarget { Path = [name] }, default);

    private static async Task<Failure> FailureAsync(Task work) => (await Assert.ThrowsAsync<MigrationException>(() => work)).Failure;
}
