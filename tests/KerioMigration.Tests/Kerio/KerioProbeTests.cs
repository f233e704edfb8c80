using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Kerio;

/// <summary>Each check of Kerio Connect, where it passes and where it does not.</summary>
public sealed class KerioProbeTests
{
    private const string Anna = "anna@example.com";
    private const string Jan = "jan@example.com";

    private static readonly string[] Names =
    [
        "Name resolution", "TCP", "TLS", "Administration API", "Server version", "Role", "Domain", "Account: " + Anna, "Services", "Encryption policy",
        "Lock-out policy", "Retention rules", "Licence", "Master login enabled", "Master login", "IMAP capabilities", "Own sign-ins", "Quota: " + Anna,
    ];

    [Fact]
    public async Task Everything_is_in_order()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        kerio.Store.AddUser(Anna);

        var checks = await RunAsync(kerio, Anna);

        Assert.Equal(Names, checks.Select(c => c.Check));
        Assert.All(checks.Where(c => c.Check is not ("TLS" or "Own sign-ins")), c => Assert.Equal((c.Check, CheckResult.Passed, Reason.None, ""), (c.Check, c.Result, c.Reason, c.Remedy)));
    }

    [Fact]
    public async Task It_tells_whose_items_will_be_held()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        kerio.Store.AddUser(Anna);

        AssertRow(await RunAsync(kerio, Anna, Jan), "Own sign-ins", CheckResult.Warning, Reason.NoDestinationSignIn, $"1 of 2 ({Anna})");
        var own = Of(Anna) with { DestinationCredential = new NetworkCredential(Anna, "any") };
        AssertRow(await RunAsync(kerio, c => c, own, Of(Jan)), "Own sign-ins", CheckResult.Passed, Reason.None, "are made: 2.");
    }

    [Theory]
    [InlineData("10.0.8", CheckResult.Passed, Reason.None)]
    [InlineData("9.0.0", CheckResult.Passed, Reason.None)]
    [InlineData("8.5.3", CheckResult.Warning, Reason.VersionNotSupported)]
    public async Task An_old_version_is_a_warning_and_no_stop(string version, CheckResult result, Reason reason)
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Version = version });

        var checks = await RunAsync(kerio);

        AssertRow(checks, "Server version", result, reason, version);
        Assert.DoesNotContain(checks, c => c.Result == CheckResult.Failed);
    }

    [Theory]
    [InlineData(UserRole.FullAdmin, CheckResult.Passed, Reason.None)]
    [InlineData(UserRole.AccountAdmin, CheckResult.Warning, Reason.RoleInsufficient)]
    [InlineData(UserRole.Auditor, CheckResult.Failed, Reason.RoleInsufficient)]
    public async Task A_role_must_be_able_to_make_accounts(UserRole role, CheckResult result, Reason reason)
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { AdministratorRole = role });

        var checks = await RunAsync(kerio, Anna);

        AssertRow(checks, "Role", result, reason, role.ToString());
        Assert.Equal(result == CheckResult.Failed ? ["Role"] : [], checks.Where(c => c.Result == CheckResult.Failed).Select(c => c.Check));
    }

    [Fact]
    public async Task What_an_administrator_of_accounts_may_not_read_is_skipped_with_the_reason()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { AdministratorRole = UserRole.AccountAdmin });
        kerio.Store.AddUser(Anna);

        var checks = await RunAsync(kerio, Anna);

        Assert.Equal(["Encryption policy", "Lock-out policy", "Master login enabled"], checks.Where(c => c.Result == CheckResult.Skipped).Select(c => c.Check));
        Assert.All(checks.Where(c => c.Result == CheckResult.Skipped), c => AssertRow(checks, c.Check, CheckResult.Skipped, Reason.RoleInsufficient, "full access"));
        AssertRow(checks, "Master login", CheckResult.Passed, Reason.None, Anna);
    }

    [Theory]
    [InlineData(null, CheckResult.Passed, Reason.None, "example.com has 2 accounts")]
    [InlineData("EXAMPLE.com", CheckResult.Passed, Reason.None, "example.com has 2 accounts")]
    [InlineData("other.org", CheckResult.Passed, Reason.None, "example.com has 2 accounts")]
    [InlineData("nowhere.org", CheckResult.Failed, Reason.DomainNotFound, "example.com")]
    public async Task A_domain_goes_by_its_name_and_its_aliases(string? domain, CheckResult result, Reason reason, string words)
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        kerio.Store.PrimaryDomain.Aliases = ["other.org"];
        kerio.Store.AddUser(Anna);

        AssertRow(await RunAsync(kerio, c => c with { Domain = domain }, Of(Anna)), "Domain", result, reason, words);
    }

    [Theory]
    [InlineData("anna", CheckResult.Passed, Reason.None, "anna@example.com is there")]
    [InlineData("new", CheckResult.Passed, Reason.None, "new@example.com will be made")]
    [InlineData("asleep", CheckResult.Failed, Reason.AccountDisabled, "asleep@example.com")]
    [InlineData("sales", CheckResult.Failed, Reason.AddressTaken, "the alias sales")]
    [InlineData("jürgen", CheckResult.Failed, Reason.AccountNameIllegal, "jürgen")]
    public async Task An_account_is_judged_as_the_run_would_judge_it(string login, CheckResult result, Reason reason, string words)
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        kerio.Store.AddUser(Anna);
        kerio.Store.AddUser("asleep@example.com", change: u => u.IsEnabled = false);
        kerio.Store.AddAlias(new KerioAlias(kerio.Store.PrimaryDomain, "sales", Anna, "TypeEmailAddress", ""));

        var checks = await RunAsync(kerio, null, Of(Anna) with { DestinationLogin = login });

        AssertRow(checks, "Account: " + Anna, result, reason, words);
        Assert.Equal(result == CheckResult.Failed ? CheckResult.Skipped : CheckResult.Passed, checks[^1].Result);
    }

    [Theory]
    [InlineData(true, true, CheckResult.Passed, Reason.None, "with TLS")]
    [InlineData(false, true, CheckResult.Passed, Reason.None, "with STARTTLS")]
    [InlineData(false, false, CheckResult.Failed, Reason.ServiceStopped, "Services")]
    public async Task One_of_the_two_IMAP_services_must_run(bool secure, bool plain, CheckResult result, Reason reason, string words)
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { ImapsRunning = secure, ImapRunning = plain });

        var checks = await RunAsync(kerio);

        AssertRow(checks, "Services", result, reason, words);
        Assert.Equal(result == CheckResult.Failed ? CheckResult.Skipped : CheckResult.Passed, checks.Single(c => c.Check == "IMAP capabilities").Result);
    }

    [Theory]
    [InlineData(EncryptionPolicy.SPNoRestrictions)]
    [InlineData(EncryptionPolicy.SPAuthenticationRequired)]
    [InlineData(EncryptionPolicy.SPEncryptionRequired)]
    public async Task Every_encryption_policy_is_kept(EncryptionPolicy policy)
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Security = new SecurityOptions { Policy = policy } });
        kerio.Store.AddUser(Anna);

        var checks = await RunAsync(kerio, Anna);

        AssertRow(checks, "Encryption policy", CheckResult.Passed, Reason.None, policy.ToString(), "always encrypts");
        AssertRow(checks, "Master login", CheckResult.Passed, Reason.None);
    }

    [Theory]
    [InlineData(false, false, null, CheckResult.Passed, "block nobody")]
    [InlineData(true, false, null, CheckResult.Warning, "an address for 5 minutes after 5 within a minute")]
    [InlineData(true, false, "Migration", CheckResult.Warning, "group Migration")]
    [InlineData(false, true, null, CheckResult.Warning, "an account for 10 minutes after 3 in a row")]
    public async Task Lock_outs_are_told_with_their_numbers(bool addresses, bool accounts, string? group, CheckResult result, string words)
    {
        var security = new SecurityOptions { AntiHammering = addresses, Lockout = accounts, ExceptionGroup = group };
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Security = security });

        AssertRow(await RunAsync(kerio), "Lock-out policy", result, Reason.None, words);
    }

    [Fact]
    public async Task A_domain_that_deletes_old_mail_is_named_with_its_rules()
    {
        await using var kerio = await StartWithRetentionAsync();
        kerio.Store.AddUser(Anna);
        kerio.Store.AddUser(Jan, change: KeepEverything);

        AssertRow(await RunAsync(kerio), "Retention rules", CheckResult.Warning, Reason.None, "example.com: sentItems after 90 days");
        AssertRow(await RunAsync(kerio, Anna, Jan), "Retention rules", CheckResult.Warning, Reason.None, "example.com: sentItems after 90 days (for anna@example.com)");
        AssertRow(await RunAsync(kerio, "new@example.com"), "Retention rules", CheckResult.Warning, Reason.None, "(for new@example.com)");
        AssertRow(await RunAsync(kerio, Jan), "Retention rules", CheckResult.Passed, Reason.None, "No rule");
    }

    [Fact]
    public async Task Accounts_that_delete_old_mail_by_rules_of_their_own_are_named()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        kerio.Store.AddUser(Anna, change: u => (u.UsesDomainRetention, u.Retention) = (false, new Retention { DeletedItems = new(true, 7), AutoDelete = new(true, 30) }));
        kerio.Store.AddUser(Jan, change: u => u.Retention = new Retention { JunkEmail = new(true, 3) });
        var own = new[] { Anna + ": ", "deletedItems after 7 days", "autoDelete after 30 days" };

        AssertRow(await RunAsync(kerio), "Retention rules", CheckResult.Warning, Reason.None, own);
        AssertRow(await RunAsync(kerio, Anna, Jan), "Retention rules", CheckResult.Warning, Reason.None, own);
        AssertRow(await RunAsync(kerio, Jan), "Retention rules", CheckResult.Passed, Reason.None, "No rule");
    }

    [Theory]
    [InlineData(null, 0, CheckResult.Passed, Reason.None, "no limit")]
    [InlineData(3, 0, CheckResult.Passed, Reason.None, "2 of 3")]
    [InlineData(2, 0, CheckResult.Warning, Reason.LicenceFull, "licence: 2 of 2")]
    [InlineData(null, 2, CheckResult.Warning, Reason.LicenceFull, "example.com: 2 of 2")]
    public async Task Seats_that_nobody_needs_may_all_be_taken(int? licensed, int ofDomain, CheckResult result, Reason reason, string words)
    {
        await using var kerio = await StartWithSeatsAsync(licensed, ofDomain);

        AssertRow(await RunAsync(kerio, Anna), "Licence", result, reason, words);
    }

    [Theory]
    [InlineData(4, 4, CheckResult.Passed, Reason.None, "needed beside them: 2")]
    [InlineData(3, 0, CheckResult.Failed, Reason.LicenceFull, "licence: 2 of 3")]
    [InlineData(null, 3, CheckResult.Failed, Reason.LicenceFull, "example.com: 2 of 3")]
    [InlineData(2, 0, CheckResult.Failed, Reason.LicenceFull, "needed beside them: 2")]
    public async Task Accounts_that_must_be_made_need_a_seat_each(int? licensed, int ofDomain, CheckResult result, Reason reason, string words)
    {
        await using var kerio = await StartWithSeatsAsync(licensed, ofDomain);

        var checks = await RunAsync(kerio, Anna, Jan, "eva@example.com");

        AssertRow(checks, "Licence", result, reason, words);
        AssertRow(checks, "Account: " + Jan, licensed == 2 ? CheckResult.Failed : CheckResult.Passed, licensed == 2 ? Reason.LicenceFull : Reason.None);
    }

    [Fact]
    public async Task A_licence_that_may_not_be_read_is_said_to_be_unknown()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        kerio.Faults.Add(new Fault { On = "Server.getAboutInfo", Action = FaultAction.Error, Code = "1004", Count = int.MaxValue });

        AssertRow(await RunAsync(kerio), "Licence", CheckResult.Warning, Reason.RoleInsufficient, "licence: not told", "example.com: 1, no limit");
    }

    [Theory]
    [InlineData(null, null, CheckResult.Passed, Reason.None, "no quota")]
    [InlineData(5000L, null, CheckResult.Passed, Reason.None, "0 of 5,000 bytes")]
    [InlineData(0L, null, CheckResult.Failed, Reason.QuotaExceeded, "0 of 0 bytes")]
    [InlineData(null, 10, CheckResult.Passed, Reason.None, "0 of 10 items")]
    [InlineData(null, 0, CheckResult.Failed, Reason.QuotaExceeded, "0 of 0 items")]
    public async Task A_full_account_takes_nothing(long? bytes, int? items, CheckResult result, Reason reason, string words)
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        kerio.Store.AddUser(Anna, change: u => (u.DiskQuota, u.ItemQuota) = (bytes, items));

        AssertRow(await RunAsync(kerio, Anna), "Quota: " + Anna, result, reason, words);
    }

    [Fact]
    public async Task Quotas_of_the_same_name_in_another_domain_do_not_count()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions
        {
            Domains = [new DomainOptions("a.org"), new DomainOptions("example.com") { IsPrimary = true }],
        });
        kerio.Store.AddUser("anna@a.org", change: u => u.DiskQuota = 0);
        kerio.Store.AddUser(Anna);

        AssertRow(await RunAsync(kerio, Anna), "Quota: " + Anna, CheckResult.Passed, Reason.None, "anna@example.com has no quota");
        AssertRow(await RunAsync(kerio, c => c with { Domain = "a.org" }, Of(Anna)), "Quota: " + Anna, CheckResult.Failed, Reason.QuotaExceeded, "anna@a.org");
    }

    [Fact]
    public async Task Capabilities_are_asked_without_a_sign_in_where_there_is_no_master_password()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Features = ImapFeatures.UidPlus });

        var checks = await RunAsync(kerio, c => c with { MasterPassword = null });

        AssertRow(checks, "Master login", CheckResult.Warning, Reason.NoDestinationSignIn, "-KerioMasterPassword");
        AssertRow(checks, "IMAP capabilities", CheckResult.Passed, Reason.None, "UIDPLUS", "before a sign-in");
        Assert.Equal(0, kerio.FailedLogins);
    }

    [Theory]
    [InlineData(ImapFeatures.LiteralPlus, CheckResult.Passed, "LITERAL+")]
    [InlineData(ImapFeatures.UidPlus, CheckResult.Warning, "takes longer")]
    public async Task A_server_that_is_slow_to_write_to_is_a_warning(ImapFeatures features, CheckResult result, string words)
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Features = features });
        kerio.Store.AddUser(Anna);

        AssertRow(await RunAsync(kerio, Anna), "IMAP capabilities", result, Reason.None, words);
    }

    [Fact]
    public async Task Capabilities_are_there_after_a_refused_master_password_too()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        kerio.Store.AddUser(Anna);

        var checks = await RunAsync(kerio, c => c with { MasterPassword = Secret.From("wrong") }, Of(Anna));

        AssertRow(checks, "Master login", CheckResult.Failed, Reason.MasterLoginRefused);
        AssertRow(checks, "IMAP capabilities", CheckResult.Passed, Reason.None, "before a sign-in");
        Assert.Equal(1, kerio.FailedLogins);
    }

    [Theory]
    [InlineData(true, CheckResult.Failed)]
    [InlineData(false, CheckResult.Warning)]
    public async Task A_master_login_that_is_off_stops_those_who_need_it(bool hasMasterPassword, CheckResult result)
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { MasterPassword = null });

        var checks = await RunAsync(kerio, c => c with { MasterPassword = hasMasterPassword ? Secret.From("any") : null });

        AssertRow(checks, "Master login enabled", result, Reason.MasterLoginDisabled);
    }

    [Fact]
    public async Task The_server_is_told_the_version_in_the_manifest()
    {
        var manifest = await File.ReadAllTextAsync(Path.Combine(TestPaths.RepositoryRoot, "KerioMigration.psd1"));
        await using var kerio = await SimulatedKerio.StartAsync();

        await RunAsync(kerio);

        var version = Regex.Match(manifest, @"ModuleVersion\s*=\s*'(.+)'").Groups[1].Value;
        Assert.Contains($"\"version\":\"{version}\"", kerio.Calls.First(c => c.Name == "Session.login").Detail, StringComparison.Ordinal);
    }

    private static void KeepEverything(KerioUser user) => user.UsesDomainRetention = false;

    private static Task<SimulatedKerio> StartWithRetentionAsync() => SimulatedKerio.StartAsync(new SimulatedKerioOptions
    {
        Domains = [new DomainOptions("example.com") { IsPrimary = true, Retention = new Retention { SentItems = new(true, 90) } }],
    });

    /// <summary>Two are taken, by the administrator and Anna.</summary>
    private static async Task<SimulatedKerio> StartWithSeatsAsync(int? licensed, int ofDomain)
    {
        var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions
        {
            LicensedUsers = licensed,
            Domains = [new DomainOptions("example.com") { IsPrimary = true, UserMaxCount = ofDomain }],
        });
        kerio.Store.AddUser(Anna);
        return kerio;
    }

    private static UserMapping Of(string address) => new() { Source = new MailboxRef(address), DestinationLogin = address.Split('@')[0] };

    private static Task<IReadOnlyList<ConnectionCheck>> RunAsync(SimulatedKerio kerio, params string[] mailboxes) => RunAsync(kerio, null, [.. mailboxes.Select(Of)]);

    private static async Task<IReadOnlyList<ConnectionCheck>> RunAsync(
        SimulatedKerio kerio, Func<KerioConnection, KerioConnection>? change, params UserMapping[] users)
    {
        var connection = new KerioConnection
        {
            Server = $"localhost:{kerio.AdminPort}",
            Credential = new NetworkCredential(kerio.Options.AdministratorName, kerio.Options.AdministratorPassword),
            MasterPassword = Secret.From(kerio.Options.MasterPassword ?? "none"),
            SkipCertificateCheck = true,
        };
        await using var server = new KerioServer(change?.Invoke(connection) ?? connection);
        var checks = new List<ConnectionCheck>();
        await foreach (var check in server.Probe(users).RunAsync(default))
        {
            checks.Add(check);
        }

        return checks;
    }

    /// <param name="words">What the row must say.</param>
    private static void AssertRow(IReadOnlyList<ConnectionCheck> checks, string name, CheckResult result, Reason reason, params string[] words)
    {
        var check = checks.Single(c => c.Check == name);
        Assert.True((result, reason) == (check.Result, check.Reason), check.ToString());
        Assert.True(result == CheckResult.Passed == (check.Remedy.Length == 0), check.ToString());
        Assert.All(words, w => Assert.Contains(w, $"{check.Detail} {check.Remedy}", StringComparison.Ordinal));
    }
}
