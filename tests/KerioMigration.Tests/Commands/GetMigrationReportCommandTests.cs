using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Reporting;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Commands;

/// <summary>The cmdlet over the real engine and a ledger on disk.</summary>
[Collection(CmdletSession.Collection)]
public sealed class GetMigrationReportCommandTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryFolder folder = new();
    private readonly CmdletSession session = new(new MigrationOperations());

    /// <summary>Anna: one item migrated, one failed, in an account of another name that was created. Bert: never got in.</summary>
    public async Task InitializeAsync()
    {
        await using var ledger = await SqliteLedger.OpenAsync(folder.File("ledger.db"), TimeProvider.System, None);
        var run = await ledger.StartRunAsync(new RunEntry { Version = "1.0" }, None);
        await using (var anna = await ledger.AcquireAsync(new MailboxEntry("anna@example.org") { DisplayName = "Anna Smith" }, run, None))
        {
            await anna.KeepPasswordAsync(Secret.From("for anna"), None);
            await anna.SetAccountAsync("asmith@kerio.example", createdByUs: true, None);
            await FillAsync(anna);
            await anna.NoteAccountDetailsAsync(
                [
                    new AccountDetailEntry(AccountDetailKind.LegacyName, "/o=Example/ou=First Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=anna_s.mith"),
                    new AccountDetailEntry(AccountDetailKind.Address, "a.smith@example.org"),
                ],
                None);
            await anna.SetStateAsync(MailboxState.CompletedWithErrors, Reason.None, null, None);
        }

        await using (var bert = await ledger.AcquireAsync(new MailboxEntry("bert@example.org") { DisplayName = "Bert Smith" }, run, None))
        {
            await bert.KeepPasswordAsync(Secret.From("for bert"), None);
            await bert.SetAccountAsync("bert@kerio.example", createdByUs: true, None);
            await bert.SetStateAsync(MailboxState.Failed, Reason.ImpersonationDenied, "No right.", None);
        }

        await ledger.EndRunAsync(run, RunState.Completed, TimeSpan.Zero, None);
    }

    public Task DisposeAsync()
    {
        session.Dispose();
        folder.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("", "anna@example.org bert@example.org")]
    [InlineData("-Identity anna@example.org", "anna@example.org")]
    [InlineData("-Identity ASMITH@kerio.example", "anna@example.org")]
    [InlineData("-Identity 'B*Smith'", "bert@example.org")]
    [InlineData("-Status Failed", "bert@example.org")]
    [InlineData("-Status Failed, CompletedWithErrors", "anna@example.org bert@example.org")]
    [InlineData("-Identity anna@example.org -Status Failed", "")]
    [InlineData("-View Folder", "anna@example.org Inbox, anna@example.org Sent")]
    [InlineData("-View Folder -Status Failed", "anna@example.org Inbox")]
    [InlineData("-View Folder -Identity *@kerio.example -Status Migrated, Failed", "anna@example.org Inbox")]
    [InlineData("-View Folder -Identity bert@example.org", "")]
    [InlineData("-View Item", "anna@example.org Failed ItemTooLarge, anna@example.org Migrated None")]
    [InlineData("-View Item -Status migrated", "anna@example.org Migrated None")]
    [InlineData("-View Item -Identity 'Anna Smith' -Status Failed", "anna@example.org Failed ItemTooLarge")]
    [InlineData("-View Item -Identity bert*", "")]
    [InlineData("-View Run", "Completed")]
    [InlineData("-View Run -Status Failed", "")]
    public void Identity_and_status_choose_the_rows(string parameters, string expected)
    {
        using var shell = Get(parameters, out var output);

        CmdletAssert.NoError(shell);
        Assert.Equal(expected.Replace(", ", " ", StringComparison.Ordinal), string.Join(' ', output.Select(Describe)));
    }

    [Theory]
    [InlineData("-Status Migrated", "Migrated", "NotStarted", "CompletedWithErrors")]
    [InlineData("-View Item -Status Completed", "Completed", "Pending", "Held")]
    [InlineData("-View Folder -Status Interrupted", "Interrupted", "Filtered")]
    [InlineData("-View Run -Status Completed, NotStarted", "NotStarted", "Running")]
    public void A_status_that_the_view_does_not_have_is_refused(string parameters, params string[] words)
    {
        using var shell = Get(parameters, out var output);

        Assert.Empty(output);
        CmdletAssert.Refused(shell, "InvalidInput", ErrorCategory.InvalidArgument, "Run", words);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-View Folder")]
    [InlineData("-View Item -Status Failed")]
    [InlineData("-NewPassword")]
    public void A_name_that_the_ledger_does_not_know_is_an_error_and_the_others_come(string parameters)
    {
        using var shell = Get("-Identity anna@example.org, nobody@example.org, zz* " + parameters, out var output);

        Assert.NotEmpty(output);
        CmdletAssert.Refused(shell, "MailboxNotFound", ErrorCategory.ObjectNotFound, "nobody@example.org", "nobody@example.org");
    }

    /// <summary>A mailbox in another state than the one asked for is known all the same.</summary>
    [Fact]
    public void A_known_name_that_the_status_leaves_out_is_no_error()
    {
        using var shell = Get("-Identity bert@example.org -Status Completed", out var output);

        CmdletAssert.NoError(shell);
        Assert.Empty(output);
    }

    /// <summary>Ready to become aliases: each name with the address to which replies to old mail go.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("-Identity Anna*")]
    public void Names_of_old_mail_are_handed_out_with_their_addresses(string parameters)
    {
        using var shell = Get("-View Alias " + parameters, out var output);

        CmdletAssert.NoError(shell);
        Assert.Equal(
            new AliasReport
            {
                Mailbox = "anna@example.org",
                LegacyExchangeDN = "/o=Example/ou=First Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=anna_s.mith",
                EncapsulatedAddress = "IMCEAEX-_o=Example_ou=First+20Group+20+28FYDIBOHF23SPDLT+29_cn=Recipients_cn=anna+5Fs+2Emith@example.org",
                DestinationAddress = "asmith@kerio.example",
            },
            Assert.Single(output));
    }

    [Fact]
    public void Aliases_have_no_status()
    {
        using var shell = Get("-View Alias -Status Failed", out var output);

        Assert.Empty(output);
        CmdletAssert.Refused(shell, "InvalidInput", ErrorCategory.InvalidArgument, "Get-MigrationReport", "-Status");
    }

    [Fact]
    public void Runs_have_no_identity()
    {
        using var shell = Get("-View Run -Identity anna@example.org", out var output);

        Assert.Empty(output);
        CmdletAssert.Refused(shell, "InvalidInput", ErrorCategory.InvalidArgument, "Get-MigrationReport", "-Identity", "Mailbox, Folder and Item");
    }

    [Theory]
    [InlineData("", "asmith@kerio.example for anna, bert@kerio.example for bert")]
    [InlineData("-Identity anna@example.org", "asmith@kerio.example for anna")]
    [InlineData("-Identity asmith@kerio.example", "asmith@kerio.example for anna")]
    [InlineData("-Identity bert*", "bert@kerio.example for bert")]
    public void Passwords_are_found_by_mailbox_and_by_account(string parameters, string expected)
    {
        using var shell = Get("-NewPassword " + parameters, out var output);

        CmdletAssert.NoError(shell);
        Assert.Equal(expected, string.Join(", ", output.Cast<PSCredential>().Select(c => $"{c.UserName} {c.GetNetworkCredential().Password}")));
    }

    private PowerShell Get(string parameters, out IReadOnlyList<object> output) =>
        session.Invoke($"Get-MigrationReport '{folder.File("ledger.db")}' {parameters}", out output);

    private static string Describe(object row)
    {
        var type = row.GetType();
        var columns = type.Name switch
        {
            "MailboxReport" => ["Mailbox"],
            "FolderReport" => ["Mailbox", "Folder"],
            "ItemReport" => ["Mailbox", "Status", "Reason"],
            _ => new[] { "State" },
        };
        return string.Join(' ', columns.Select(c => Convert.ToString(type.GetProperty(c)!.GetValue(row), CultureInfo.InvariantCulture)));
    }

    private static async Task FillAsync(IMailboxLedger mailbox)
    {
        var inbox = await mailbox.PutFolderAsync(new FolderEntry { SourceId = "1", SourcePath = "Inbox", TargetPath = "INBOX", SourceItemCount = 2 }, None);
        await mailbox.RecordAsync(inbox.Id, [Listing("a"), Listing("b")], "cursor", isLast: true, None);
        await mailbox.IntendAsync(inbox.Id, [Intent("a"), Intent("b")], None);
        var failure = new Failure(FailureScope.Item, FailureRemedy.None, Reason.ItemTooLarge, "Too large.");
        await mailbox.ConfirmAsync(inbox.Id, [new ItemReceipt("a") { Failure = failure }, new ItemReceipt("b") { DestinationId = "1:1" }], None);
        await mailbox.PutFolderAsync(new FolderEntry { SourceId = "2", SourcePath = "Sent", TargetPath = "Sent" }, None);
    }

    private static ItemListing Listing(string id) => new(new ItemRef { Id = id }, ItemState.Pending);

    private static ItemIntent Intent(string id) => new(id, new ItemKey($"<{id}@example.org>", null, 900), new byte[32]);
}
