using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dovecot;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Simulation.Kerio;
using KerioMigration.Tests.Support;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Xunit;
using static KerioMigration.Tests.EndToEnd.MigrationScene;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Test-MigrationResult on the simulation's own IMAP server and on a real Dovecot, after somebody harmed what was migrated.</summary>
public sealed class VerifiedResultTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private static readonly string[] Changes =
    [
        "Users.create", "Users.set", "Users.activate", "Domains.generatePassword", "CREATE", "APPEND", "SUBSCRIBE", "STORE", "UID STORE", "RENAME", "DELETE",
        "EXPUNGE", "UID EXPUNGE", "COPY", "UID COPY", "UID MOVE",
    ];

    [Theory]
    [Backends]
    public async Task A_whole_organization_is_perfect_and_nothing_is_written(bool realDovecot)
    {
        await using var dovecot = realDovecot ? await DovecotServer.StartAsync() : null;
        await using var scene = await StartAsync(kerio: new SimulatedKerioOptions { ImapBackend = dovecot });
        var inbox = scene.Exchange.Organization.Find(Jan)!.Mailbox["inbox"];
        inbox.Mailbox.AddItem(inbox, new SeededItem { ItemClass = "IPM.Note", Received = Seed.Now, Content = MailContent.Of("Message-ID: <lf@example.org>\nSubject: LF\n\nAlone\nand\r\nboth\n"u8.ToArray()) });
        var everybody = scene.Exchange.Organization.Users.Select(u => u.PrimarySmtpAddress).ToArray();
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(everybody)), everybody);
        var before = await StatesAsync(scene, everybody);
        var calls = scene.Kerio.Calls.Count;

        var quick = await VerifyAsync(scene);
        var thorough = await VerifyAsync(scene, "-Content");
        var folders = await VerifyAsync(scene, "-View Folder");
        var differences = await VerifyAsync(scene, "-Content -View Difference");
        var quiet = await VerifyAsync(scene, "-Quiet");

        Assert.Equal(everybody.Order(StringComparer.Ordinal).Select(e => (e, "Perfect")), Grades(quick));
        Assert.Equal(Grades(quick), Grades(thorough));
        Assert.All(thorough.Output, r => Assert.Equal(Number(r, "Migrated"), Number(r, "Compared")));
        Assert.Equal(realDovecot, thorough.Output.Sum(r => Number(r, "Normalized")) > 0);
        Assert.True(folders.Output.Count > 30);
        Assert.All(folders.Output, f => Assert.Equal(
            Number(f, "Found"),
            new[] { "Migrated", "Existing", "Filtered", "Failed", "Held", "Pending", "Missing" }.Sum(c => Number(f, c))));
        Assert.Empty(differences.Output);
        Assert.True(Assert.Single(quiet.Output)["Value"].GetBoolean());
        Assert.Equal(before, await StatesAsync(scene, everybody));
        Assert.DoesNotContain(scene.Kerio.Calls.Skip(calls), c => Changes.Contains(c.Name, StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [Backends]
    public async Task What_someone_deleted_altered_and_doubled_is_found(bool realDovecot)
    {
        await using var dovecot = realDovecot ? await DovecotServer.StartAsync() : null;
        await using var scene = await StartAsync(kerio: new SimulatedKerioOptions { ImapBackend = dovecot });
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Jan)), Jan);
        var harmed = await HarmAsync(scene, Jan);

        foreach (var more in new[] { "-View Difference", "-View Difference -Content" })
        {
            var found = await VerifyAsync(scene, more);
            Assert.Equal(
                [("AlteredAtDestination", harmed[1]), ("DuplicateAtDestination", harmed[2]), ("MissingAtDestination", harmed[0])],
                found.Output.Select(r => (r["Difference"].GetString(), r["MessageId"].GetString())).Order());
        }

        var row = Assert.Single((await VerifyAsync(scene, "-Content")).Output);
        Assert.Equal(("Investigate", 1, 1, 1), (row["Grade"].GetString(), Number(row, "Missing"), Number(row, "Altered"), Number(row, "Duplicate")));
        Assert.False(Assert.Single((await VerifyAsync(scene, "-Quiet")).Output)["Value"].GetBoolean());
    }

    [Fact]
    public async Task It_takes_the_rows_of_a_migration_and_names_mailboxes_that_the_ledger_does_not_know()
    {
        await using var scene = await StartAsync();
        var outcome = await session.RunAsync(
            $"{scene.Settings.Migrate(Jan)} | Test-MigrationResult @servers -LedgerPath '{scene.Settings.LedgerPath}'\n"
            + $"'{Claire}' | Test-MigrationResult @servers -LedgerPath '{scene.Settings.LedgerPath}'");

        Assert.Equal([(Claire, "Poor"), (Jan, "Perfect")], Grades(outcome));
        OutcomeAssert.Refused(outcome, "MailboxNotFound", "ObjectNotFound", Claire, Claire);
    }

    [Fact]
    public async Task It_ends_within_seconds_while_Exchange_is_silent()
    {
        await using var scene = await StartAsync();
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Jan)), Jan);
        scene.Exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.Stall, Count = int.MaxValue });
        var reads = scene.Exchange.Requests.Count(r => r.Operation == "GetItem");

        var run = VerifyAsync(scene, "-Content");
        await Condition.HoldsAsync(() => scene.Exchange.Requests.Count(r => r.Operation == "GetItem") > reads);
        await session.StopAsync();

        Assert.Equal("Stopped", (await run.WaitAsync(TimeSpan.FromSeconds(30))).State);
    }

    private static long Number(IReadOnlyDictionary<string, JsonElement> row, string column) => row[column].GetInt64();

    private static IEnumerable<(string, string)> Grades(CommandOutcome outcome) =>
        outcome.Output.Select(r => (r["Mailbox"].GetString()!, r["Grade"].GetString()!)).Order();

    /// <summary>Removes one message, puts another in the place of a second, copies a third; gives their Message-IDs.</summary>
    private static async Task<string[]> HarmAsync(MigrationScene scene, string user)
    {
        using var client = new ImapClient
        {
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == scene.Kerio.Certificate.Thumbprint,
        };
        await client.ConnectAsync("localhost", scene.Kerio.ImapPort, SecureSocketOptions.StartTls);
        await client.AuthenticateAsync(user, scene.Kerio.Store.FindUser(user)!.Password!);
        await client.Inbox!.OpenAsync(FolderAccess.ReadWrite);
        var messages = (await client.Inbox.FetchAsync(0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope | MessageSummaryItems.InternalDate))
            .Where(m => m.Envelope?.MessageId is not null).Take(3).ToList();
        var altered = await client.Inbox.GetMessageAsync(messages[1].UniqueId);
        altered.Subject += " (altered)";
        await client.Inbox.AppendAsync(altered, MailKit.MessageFlags.Seen, messages[1].InternalDate!.Value);
        await client.Inbox.AddFlagsAsync([messages[0].UniqueId, messages[1].UniqueId], MailKit.MessageFlags.Deleted, silent: true);
        await client.Inbox.ExpungeAsync();
        await client.Inbox.CopyToAsync(messages[2].UniqueId, client.Inbox);
        await client.DisconnectAsync(quit: true);
        return [.. messages.Select(m => $"<{m.Envelope!.MessageId}>")];
    }

    /// <summary>Every message with its place, flags and date.</summary>
    private static async Task<IReadOnlyList<string>> StatesAsync(MigrationScene scene, string[] mailboxes)
    {
        var states = new List<string>();
        foreach (var mailbox in mailboxes)
        {
            var folders = await DestinationMailbox.ReadAsync(scene.Kerio, mailbox);
            states.AddRange(folders.SelectMany(f => f.Messages.Select(m => $"{mailbox} {f.Path} {m.Uid} {string.Join(' ', m.Flags.Order(StringComparer.Ordinal))} {m.InternalDate:u}")));
        }

        return states;
    }

    private Task<CommandOutcome> VerifyAsync(MigrationScene scene, string more = "") =>
        session.RunAsync(scene.Settings.Verify(more));
}
