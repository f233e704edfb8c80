using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Tests.Support;
using Xunit;
using StoredFlags = KerioMigration.Simulation.Kerio.Store.MessageFlags;

namespace KerioMigration.Tests.Kerio.Admin;

/// <summary>Accounts found and created through the administration API.</summary>
public sealed class KerioUserDirectoryTests
{
    [Fact]
    public async Task An_account_is_created_with_a_password_that_signs_in()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions
        {
            Domains = [new DomainOptions("example.com") { IsPrimary = true, PasswordComplexity = true, PasswordMinimumLength = 20 }],
        });
        await using var server = Open(kerio);
        Assert.Null(await server.Directory.FindUserAsync(User("anna"), default));
        Assert.DoesNotContain(kerio.Calls, c => c.Name == "Users.create");

        var created = await server.Directory.EnsureUserAsync(User("anna"), null, default);
        Assert.Equal(("anna@example.com", true, "Anna Arnold"), (created.User.Address, created.Created, created.User.FullName));
        Assert.Equal(kerio.Store.FindUser("anna@example.com")!.Password, created.Password!.Reveal());

        var again = await server.Directory.EnsureUserAsync(User("anna"), null, default);
        Assert.Equal((created.User.Id, false, null), (again.User.Id, again.Created, again.Password));
    }

    [Fact]
    public async Task A_password_decided_before_is_the_accounts()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        await using var server = Open(kerio);
        var password = await server.Directory.GeneratePasswordAsync(User("anna"), default);
        var created = await server.Directory.EnsureUserAsync(User("anna"), password, default);
        Assert.Equal(password!.Reveal(), kerio.Store.FindUser("anna@example.com")!.Password);
        Assert.Equal(password.Reveal(), created.Password!.Reveal());
    }

    [Fact]
    public async Task Domains_are_known_by_all_their_names()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Domains = [new DomainOptions("example.com") { IsPrimary = true }, new DomainOptions("example.org")] });
        kerio.Store.FindDomain("example.org")!.Aliases = ["old.example.org"];
        kerio.Store.AddUser("anna@example.org");
        await using var server = Open(kerio);
        var found = await server.Directory.FindUserAsync(User("anna") with { DestinationDomain = "OLD.example.org" }, default);
        Assert.Equal("anna@example.org", found!.Address);
        Assert.Null(await server.Directory.FindUserAsync(User("anna"), default));
        var failure = await FailureAsync(server.Directory.FindUserAsync(User("anna") with { DestinationDomain = "example.net" }, default));
        Assert.Equal(Reason.DomainNotFound, failure.Reason);
        Assert.Contains("example.com, example.org", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_additional_address_finds_its_account()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        kerio.Store.AddUser("aarnold@example.com", change: u => u.EmailAddresses = ["Anna.Arnold"]);
        await using var server = Open(kerio);
        Assert.Equal("aarnold", (await server.Directory.FindUserAsync(User("anna.arnold"), default))!.LoginName);
        var ensured = await server.Directory.EnsureUserAsync(User("anna.arnold"), Secret.From("Unused-1"), default);
        Assert.Equal(("aarnold", false, null), (ensured.User.LoginName, ensured.Created, ensured.Password));
        Assert.DoesNotContain(kerio.Calls, c => c.Name == "Users.create");
    }

    [Fact]
    public async Task An_address_of_a_group_or_of_an_alias_is_taken()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        kerio.Store.AddGroup(new KerioGroup(kerio.Store.PrimaryDomain, "Sales team", "", ["sales"]));
        kerio.Store.AddAlias(new KerioAlias(kerio.Store.PrimaryDomain, "info", "admin@example.com", "TypeEmailAddress", ""));
        await using var server = Open(kerio);
        var failure = await FailureAsync(server.Directory.FindUserAsync(User("sales"), default));
        Assert.Equal((Reason.AddressTaken, FailureScope.Mailbox), (failure.Reason, failure.Scope));
        Assert.Contains("the group Sales team", failure.Message, StringComparison.Ordinal);
        failure = await FailureAsync(server.Directory.EnsureUserAsync(User("info"), null, default));
        Assert.Equal(Reason.AddressTaken, failure.Reason);
        Assert.Contains("the alias info", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("jörg")]
    [InlineData("anna arnold")]
    [InlineData("a@b")]
    [InlineData("sixty-five-characters-are-more-than-a-local-part-may-have-rfc5321")]
    public async Task A_name_that_is_no_account_name_is_refused_before_it_is_tried(string login)
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        await using var server = Open(kerio);
        Assert.Equal(Reason.AccountNameIllegal, (await FailureAsync(server.Directory.FindUserAsync(User(login), default))).Reason);
    }

    [Fact]
    public async Task A_full_licence_refuses_new_accounts_and_not_old_ones()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { LicensedUsers = 2 });
        kerio.Store.AddUser("anna@example.com");
        await using var server = Open(kerio);
        Assert.NotNull(await server.Directory.FindUserAsync(User("anna"), default));
        Assert.Equal(Reason.LicenceFull, (await FailureAsync(server.Directory.FindUserAsync(User("bert"), default))).Reason);
    }

    [Fact]
    public async Task A_full_domain_refuses_new_accounts()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Domains = [new DomainOptions("example.com") { IsPrimary = true, UserMaxCount = 1 }] });
        await using var server = Open(kerio);
        Assert.Equal(Reason.LicenceFull, (await FailureAsync(server.Directory.EnsureUserAsync(User("bert"), null, default))).Reason);
    }

    [Fact]
    public async Task A_directory_users_account_is_activated_and_keeps_its_own_password()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        kerio.Store.PrimaryDomain.NotActivated.Add(new DirectoryUser("keriodb://user/directory/1", "Anna", "Anna Arnold"));
        await using var server = Open(kerio);
        Assert.Null(await server.Directory.FindUserAsync(User("anna"), default));
        Assert.Null(await server.Directory.GeneratePasswordAsync(User("anna"), default));
        Assert.NotNull(await server.Directory.GeneratePasswordAsync(User("bert"), default));

        var activated = await server.Directory.EnsureUserAsync(User("anna"), Secret.From("unused"), default);

        Assert.True(activated is { Created: true, Password: null, User.IsFromDirectory: true });
        Assert.Empty(kerio.Store.PrimaryDomain.NotActivated);
        Assert.DoesNotContain(kerio.Calls, c => c.Name == "Users.create");
    }

    [Fact]
    public async Task A_directory_user_who_cannot_be_activated_is_refused_with_the_servers_reason()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        kerio.Store.PrimaryDomain.NotActivated.Add(new DirectoryUser("keriodb://user/directory/1", "anna", "", IsImportable: false, "Another server is responsible."));
        await using var server = Open(kerio);
        var failure = await FailureAsync(server.Directory.EnsureUserAsync(User("anna"), null, default));
        Assert.Equal((Reason.AccountRefused, FailureScope.Mailbox), (failure.Reason, failure.Scope));
        Assert.EndsWith("Another server is responsible.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_account_is_no_destination()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        kerio.Store.AddUser("anna@example.com", change: u => u.IsEnabled = false);
        await using var server = Open(kerio);
        Assert.Equal(Reason.AccountDisabled, (await FailureAsync(server.Directory.FindUserAsync(User("anna"), default))).Reason);
    }

    [Fact]
    public async Task Quotas_and_usage_come_along_also_as_strings()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        var user = kerio.Store.AddUser("anna@example.com", change: u => u.DiskQuota = 5L << 30);
        user.Mailbox.Folder("INBOX").Append(new byte[1234], StoredFlags.None, DateTimeOffset.UnixEpoch);
        await using var server = Open(kerio);
        var found = await server.Directory.FindUserAsync(User("anna"), default);
        Assert.Equal((5L << 30, 1234, null, 1), (found!.QuotaBytes, found.UsedBytes, found.QuotaItems, found.UsedItems));
    }

    [Fact]
    public async Task Every_account_is_listed_across_pages()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Domains = [new DomainOptions("example.com") { IsPrimary = true }, new DomainOptions("example.org")] });
        for (var i = 0; i < 1001; i++)
        {
            kerio.Store.AddUser(FormattableString.Invariant($"user{i:0000}@example.org"));
        }

        await using var server = Open(kerio);
        var users = await server.Directory.ListUsersAsync(default);
        Assert.Equal(1002, users.Select(u => u.Address).Distinct().Count());
        Assert.Equal(1002, users.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_expired_session_is_opened_again(bool errorsAs500)
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { HttpErrorsAs500 = errorsAs500 });
        await using var server = Open(kerio);
        await server.Directory.ListUsersAsync(default);
        kerio.ExpireAdminSessions();
        Assert.NotEmpty(await server.Directory.ListUsersAsync(default));
        Assert.Equal(2, kerio.Calls.Count(c => c.Name == "Session.login"));
    }

    [Fact]
    public async Task A_session_that_expires_in_the_middle_creates_no_account_twice()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { HttpErrorsAs500 = true });
        await using var server = Open(kerio);
        await server.Directory.ListUsersAsync(default);
        kerio.Faults.Add(new Fault { On = "Users.create", Action = FaultAction.Error, Code = "-32001", Text = "Session expired." });
        Assert.True((await server.Directory.EnsureUserAsync(User("anna"), null, default)).Created);
        Assert.Equal((2, 2), (kerio.Calls.Count(c => c.Name == "Users.create"), kerio.Calls.Count(c => c.Name == "Session.login")));
    }

    [Fact]
    public async Task A_lost_answer_to_a_question_is_asked_for_again()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        await using var server = Open(kerio, new ImpatientTime());
        kerio.Faults.Add(new Fault { On = "Domains.get", Action = FaultAction.Reset });
        kerio.Faults.Add(new Fault { On = "Users.get", Action = FaultAction.HttpStatus, Status = 503, Text = "Busy", Duration = TimeSpan.FromSeconds(7) });
        Assert.NotEmpty(await server.Directory.ListUsersAsync(default));
    }

    [Theory]
    [InlineData(FaultAction.Reset)]
    [InlineData(FaultAction.DoneThenReset)]
    public async Task A_creation_without_an_answer_is_looked_for_and_repeated_only_when_it_did_not_happen(FaultAction action)
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        await using var server = Open(kerio, new ImpatientTime());
        kerio.Faults.Add(new Fault { On = "Users.create", Action = action });

        var ensured = await server.Directory.EnsureUserAsync(User("anna"), Secret.From("Decided-1"), default);

        Assert.Equal((true, "Decided-1"), (ensured.Created, ensured.Password!.Reveal()));
        Assert.Equal(action == FaultAction.DoneThenReset ? 1 : 2, kerio.Calls.Count(c => c.Name == "Users.create"));
    }

    [Fact]
    public async Task One_of_two_who_create_the_same_account_made_it()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        await using var server = Open(kerio);
        await using var other = Open(kerio);
        var ensured = await Task.WhenAll(
            server.Directory.EnsureUserAsync(User("anna"), Secret.From("First-1"), default),
            other.Directory.EnsureUserAsync(User("anna"), Secret.From("Second-2"), default));
        var password = Assert.Single(ensured, e => e.Created).Password!.Reveal();
        Assert.Equal(kerio.Store.FindUser("anna@example.com")!.Password, password);
        Assert.Single(ensured, e => !e.Created && e.Password is null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_server_refuses_is_told_in_its_words(bool errorsAs500)
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions
        {
            HttpErrorsAs500 = errorsAs500,
            Domains = [new DomainOptions("example.com") { IsPrimary = true, PasswordMinimumLength = 12 }],
        });
        await using var server = Open(kerio);
        var failure = await FailureAsync(server.Directory.EnsureUserAsync(User("anna"), Secret.From("short"), default));
        Assert.Equal((Reason.AccountRefused, FailureScope.Mailbox, "1000"), (failure.Reason, failure.Scope, failure.Code));
        Assert.EndsWith("The password does not meet the requirements of the domain example.com.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("short", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1004", Reason.RoleInsufficient)]
    [InlineData("-32603", Reason.ServerFault)]
    [InlineData("1000", Reason.ServerFault)]
    public async Task An_error_of_a_whole_call_is_read_also_behind_http_500(string code, Reason reason)
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { HttpErrorsAs500 = true });
        await using var server = Open(kerio);
        kerio.Faults.Add(new Fault { On = "Users.get", Action = FaultAction.Error, Code = code, Text = "Internal database error." });
        var failure = await FailureAsync(server.Directory.ListUsersAsync(default));
        Assert.Equal((reason, code), (failure.Reason, failure.Code));
        Assert.Contains("refused Users.get to admin: Internal database error.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_page_in_place_of_an_answer_is_told()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        await using var server = Open(kerio);
        kerio.Faults.Add(new Fault { On = "Session.login", Action = FaultAction.Html });
        Assert.Equal(Reason.UnexpectedAnswer, (await FailureAsync(server.Directory.ListUsersAsync(default))).Reason);
    }

    [Fact]
    public async Task A_licence_that_may_not_be_seen_stops_nobody()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        await using var server = Open(kerio);
        kerio.Faults.Add(new Fault { On = "Server.getAboutInfo", Action = FaultAction.Error, Code = "1004", Text = "Access denied." });
        Assert.True((await server.Directory.EnsureUserAsync(User("anna"), null, default)).Created);
    }

    [Fact]
    public async Task The_session_ends_with_the_server()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        await using (var server = Open(kerio))
        {
            await server.Directory.ListUsersAsync(default);
        }

        Assert.Equal("Session.logout", kerio.Calls.Last(c => c.Protocol == "admin").Name);
    }

    private static UserMapping User(string login) =>
        new() { Source = new MailboxRef("anna@source.example"), DestinationLogin = login, DisplayName = "Anna Arnold" };

    private static KerioServer Open(SimulatedKerio kerio, TimeProvider? time = null) => new(Connection(kerio), time);

    private static KerioConnection Connection(SimulatedKerio kerio) => new()
    {
        Server = $"localhost:{kerio.AdminPort}",
        Credential = new NetworkCredential(kerio.Options.AdministratorName, kerio.Options.AdministratorPassword),
        SkipCertificateCheck = true,
    };

    private static async Task<Failure> FailureAsync(Task work) => (await Assert.ThrowsAsync<MigrationException>(() => work)).Failure;
}
