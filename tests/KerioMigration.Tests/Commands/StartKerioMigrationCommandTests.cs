using System;
using System.Linq;
using System.Management.Automation;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Commands;

[Collection(CmdletSession.Collection)]
public sealed class StartKerioMigrationCommandTests : IDisposable
{
    private readonly ScriptedOperations operations = new();
    private readonly CmdletSession session;

    public StartKerioMigrationCommandTests() => session = new CmdletSession(operations);

    public void Dispose() => session.Dispose();

    [Fact]
    public void Filters_and_limits_reach_the_engine()
    {
        var options = Migrate(
            "'anna@example.org'",
            "-After 2020-01-02 -Before 2024-03-04 -IncludeFolder 'Inbox/Projects*', '#Sent' -ExcludeFolder '#Junk' -ThrottleLimit 3").Options;

        Assert.Equal((new DateTimeOffset(new DateTime(2020, 1, 2)), new DateTimeOffset(new DateTime(2024, 3, 4))), (options.After, options.Before));
        Assert.Equal(["Inbox/Projects*", "#Sent"], options.IncludeFolder);
        Assert.Equal(["#Junk"], options.ExcludeFolder);
        Assert.Equal(3, options.ThrottleLimit);
    }

    [Fact]
    public void Without_filters_everything_goes_six_mailboxes_at_a_time()
    {
        var options = Migrate("'anna@example.org'").Options;

        Assert.Equal((null, null, 0, 0, 6), (options.After, options.Before, options.IncludeFolder.Count, options.ExcludeFolder.Count, options.ThrottleLimit));
    }

    [Fact]
    public void Servers_credentials_and_ledger_reach_the_engine()
    {
        var request = Migrate("'anna@example.org'", "-KerioDomain example.net -KerioImapPort 1143");

        Assert.Equal(("mail.example.org", "migration", "DOMAIN"), (request.Source.Server, request.Source.Credential!.UserName, request.Source.Credential.Domain));
        Assert.Equal(("kerio.example.org", "DOMAIN\\migration"), (request.Destination.Server, request.Destination.Credential!.UserName));
        Assert.Equal(("example.net", 1143), (request.Destination.Domain, request.Destination.ImapPort));
        Assert.EndsWith("never-created.db", request.LedgerPath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'anna@example.org'")]
    [InlineData("'SMTP:anna@example.org'")]
    [InlineData("[pscustomobject]@{ PrimarySmtpAddress = 'anna@example.org' }")]
    [InlineData("[pscustomobject]@{ EmailAddress = 'anna@example.org' }")]
    [InlineData("[pscustomobject]@{ Mail = ' anna@example.org ' }")]
    [InlineData("[pscustomobject]@{ WindowsEmailAddress = 'smtp:anna@example.org' }")]
    [InlineData("[pscustomobject]@{ Mailbox = 'anna@example.org' }")]
    [InlineData("[pscustomobject]@{ PrimarySmtpAddress = ''; Mail = 'anna@example.org'; Mailbox = 'Anna' }")]
    [InlineData("[pscustomobject]@{ Mail = 'other@example.org'; PrimarySmtpAddress = 'anna@example.org' }")]
    public void A_row_names_its_mailbox(string row)
    {
        var user = Assert.Single(Migrate(row).Users);

        Assert.Equal(("anna@example.org", "anna", ""), (user.Source.Address, user.DestinationLogin, user.DestinationDomain));
    }

    [Theory]
    [InlineData("KerioLogin = 'asmith'", "", "asmith", "")]
    [InlineData("KerioLogin = 'asmith'", "-KerioDomain example.net", "asmith", "example.net")]
    [InlineData("DestinationLogin = 'asmith@example.com'", "-KerioDomain example.net", "asmith", "example.com")]
    [InlineData("Destination = 'asmith@example.com'", "", "asmith", "example.com")]
    [InlineData("Destination = 'other'; KerioLogin = 'asmith'", "", "asmith", "")]
    [InlineData("KerioLogin = ''", "-KerioDomain example.net", "anna", "example.net")]
    [InlineData("TargetAddress = 'SMTP:other@example.com'", "", "anna", "")]
    public void A_row_names_its_target(string properties, string more, string login, string domain)
    {
        var user = Assert.Single(Migrate($"[pscustomobject]@{{ Mail = 'anna@example.org'; {properties} }}", more).Users);

        Assert.Equal((login, domain), (user.DestinationLogin, user.DestinationDomain));
    }

    [Fact]
    public void A_row_brings_a_name_and_a_sign_in()
    {
        var user = Assert.Single(Migrate("[pscustomobject]@{ Mail = 'anna@example.org'; DisplayName = 'Anna Smith'; KerioCredential = $credential }").Users);

        Assert.Equal(("Anna Smith", "DOMAIN\\migration", "secret"), (user.DisplayName, user.DestinationCredential?.UserName, user.DestinationCredential?.Password));
    }

    [Theory]
    [InlineData("'anna@example.org', 'ANNA@example.org'", "ANNA@example.org", "ANNA@example.org", "came twice")]
    [InlineData("'anna@example.org', 'anna@example.net'", "anna@example.net", "anna@example.org", "anna@example.net", "same account anna", "KerioLogin")]
    [InlineData("'anna@example.org', 'Anna Smith'", "Anna Smith", "Anna Smith", "names no mailbox", "PrimarySmtpAddress", "WindowsEmailAddress")]
    [InlineData("'anna@example.org', [pscustomobject]@{ Name = 'Anna'; Mail = 'anna@' }", "@{Name=Anna; Mail=anna@}", "Anna", "names no mailbox")]
    public void A_row_that_makes_no_sense_is_refused_and_the_others_go(string rows, string target, params string[] words)
    {
        using var shell = session.Invoke($"{rows} | Start-KerioMigration @servers", out var output);

        CmdletAssert.Refused(shell, "InvalidInput", ErrorCategory.InvalidArgument, target, words);
        Assert.Equal("anna@example.org", Assert.Single(Assert.Single(operations.Migrations).Users).Source.Address);
        Assert.Equal("anna@example.org", Assert.IsType<MailboxReport>(Assert.Single(output)).Mailbox);
    }

    [Fact]
    public void Two_mailboxes_go_into_one_account_when_a_row_says_so()
    {
        var users = Migrate("'anna@example.org', [pscustomobject]@{ Mail = 'anna@example.net'; KerioLogin = 'anna' }").Users;

        Assert.Equal(["anna", "anna"], users.Select(u => u.DestinationLogin));
    }

    [Theory]
    [InlineData("-After 2024-01-02 -Before 2024-01-01", "-After", "-Before")]
    [InlineData("-After 2024-01-01 -Before 2024-01-01", "-After", "-Before")]
    [InlineData("-ExchangeCredential $null", "-ExchangeCredential", "-AccessToken")]
    public void A_command_that_makes_no_sense_starts_nothing(string parameters, params string[] words)
    {
        using var shell = session.Invoke(
            $"if ('{parameters}' -like '*Credential*') {{ $servers.Remove('ExchangeCredential') }}; 'anna@example.org' | Start-KerioMigration @servers {parameters}", out _);

        CmdletAssert.Refused(shell, "InvalidInput", ErrorCategory.InvalidArgument, "Start-KerioMigration", words);
        Assert.Empty(operations.Migrations);
    }

    [Theory]
    [InlineData("@{ RecipientTypeDetails = 'RoomMailbox' }", ResourceKind.Room)]
    [InlineData("@{ MailboxType = 'EquipmentMailbox' }", ResourceKind.Equipment)]
    [InlineData("@{ RecipientTypeDetails = 'UserMailbox'; ResourceType = 'Room' }", ResourceKind.Room)]
    [InlineData("@{ msExchRecipientTypeDetails = 32 }", ResourceKind.Equipment)]
    [InlineData("@{ RecipientTypeDetails = 'SharedMailbox' }", null)]
    [InlineData("@{ MailboxType = 'Mailbox' }", null)]
    public void Rooms_and_equipment_become_resources_on_request(string row, ResourceKind? kind)
    {
        var rows = $"[pscustomobject]({row} + @{{ Mail = 'room1@example.org' }})";

        Assert.Equal(kind, Assert.Single(Migrate(rows, "-ResourceMailbox Resource").Users).Resource);
        operations.Migrations.Clear();
        Assert.Null(Assert.Single(Migrate(rows).Users).Resource);
    }

    [Fact]
    public void What_is_not_confirmed_is_not_done()
    {
        using var shell = session.Invoke("'anna@example.org', 'bert@example.org' | Start-KerioMigration @servers -WhatIf", out var output);

        CmdletAssert.NoError(shell);
        Assert.Empty(operations.Migrations);
        Assert.Equal(["anna@example.org", "bert@example.org"], Assert.Single(operations.Plans).Users.Select(u => u.Source.Address));
        Assert.Equal(["anna@example.org", "bert@example.org"], output.Cast<PlanReport>().Select(p => p.Mailbox));
    }

    [Fact]
    public void Progress_and_one_result_for_each_mailbox_come_out()
    {
        using var shell = session.Invoke("'anna@example.org', 'bert@example.org' | Start-KerioMigration @servers", out var output);

        Assert.Equal(["anna@example.org", "bert@example.org"], output.Cast<MailboxReport>().Select(r => r.Mailbox));
        var last = shell.Streams.Progress.ToLookup(r => r.Activity).Select(g => g.Last()).ToList();
        Assert.Equal(["Migrating mailboxes", "anna@example.org", "bert@example.org"], last.Select(r => r.Activity));
        Assert.Equal([-1, last[0].ActivityId, last[0].ActivityId], last.Select(r => r.ParentActivityId));
        Assert.All(last, r => Assert.Equal(ProgressRecordType.Completed, r.RecordType));
    }

    private Engine.MigrationRequest Migrate(string rows, string more = "")
    {
        using var shell = session.Invoke($"{rows} | Start-KerioMigration @servers {more}", out _);
        CmdletAssert.NoError(shell);
        return Assert.Single(operations.Migrations);
    }
}
