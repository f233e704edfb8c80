using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;
using static KerioMigration.Tests.EndToEnd.MigrationScene;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Messages that Exchange cannot give: what arrives of them, what is told, how many are borne, and how they are tried again.</summary>
public sealed class BadItemTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    [Fact]
    public async Task What_cannot_be_read_is_rebuilt_or_replaced_and_told()
    {
        await using var scene = await StartAsync();
        var mail = Mail(scene);
        mail[0].MimeErrorCode = "ErrorMimeContentConversionFailed";
        mail[1].ErrorCode = "ErrorItemCorrupt";

        var outcome = await session.RunAsync(scene.Settings.Migrate(Jan));
        var items = await session.RunAsync(scene.Settings.Report("-View Item -Status Migrated | Where-Object Fidelity -ne Exact"));

        Assert.Empty(outcome.Errors);
        OutcomeAssert.State(outcome, Jan, "CompletedWithErrors");
        Assert.Single(outcome.Warnings, w => w.Contains(Jan, StringComparison.Ordinal) && w.Contains("1 messages could not be read; notes", StringComparison.Ordinal));
        Assert.Equal(
            [(mail[0].Id, "Rebuilt", "ErrorMimeContentConversionFailed"), (mail[1].Id, "Stub", "ErrorItemCorrupt")],
            items.Output.OrderBy(o => o["Fidelity"].ToString(), StringComparer.Ordinal)
                .Select(o => (o["SourceId"].ToString(), o["Fidelity"].ToString(), o["Loss"].ToString().Split('(')[^1].TrimEnd(')'))));
        Assert.Equal(mail.Count, await CarriedMail.CountAsync(scene.Kerio, Jan));
        Assert.Contains(await TextsAsync(scene), t => t.Contains("Subject: [Not migrated] ", StringComparison.Ordinal));
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Jan)), Jan);
        Assert.Equal(mail.Count, await CarriedMail.CountAsync(scene.Kerio, Jan));
    }

    [Fact]
    public async Task A_mailbox_with_too_many_bad_items_ends_and_goes_on_when_more_are_allowed()
    {
        await using var scene = await StartAsync();
        var mail = Mail(scene);
        mail.Take(3).ToList().ForEach(i => i.ErrorCode = "ErrorItemCorrupt");

        var refused = await session.RunAsync((scene.Settings with { More = "-BadItemLimit 2" }).Migrate(Jan, Info));
        var allowed = await session.RunAsync((scene.Settings with { More = "-BadItemLimit 3" }).Migrate(Jan));

        OutcomeAssert.Refused(refused, "BadItemLimitExceeded", "LimitsExceeded", Jan, Jan, "3 items", "-BadItemLimit allows 2", "higher limit");
        OutcomeAssert.State(refused, Jan, "Failed");
        OutcomeAssert.State(refused, Info, "Completed");
        Assert.Empty(allowed.Errors);
        OutcomeAssert.State(allowed, Jan, "CompletedWithErrors");
        Assert.Equal(mail.Count, await CarriedMail.CountAsync(scene.Kerio, Jan));
    }

    [Fact]
    public async Task Items_above_the_limit_of_size_are_reported_without_being_read()
    {
        await using var scene = await StartAsync();
        var large = Mail(scene).Where(i => i.Size > 4096).ToList();
        Assert.NotEmpty(large);

        var limited = await session.RunAsync((scene.Settings with { More = "-MaxItemSize 4KB" }).Migrate(Jan));
        var failed = await session.RunAsync(scene.Settings.Report("-View Item -Status Failed"));
        var refused = await session.RunAsync((scene.Settings with { More = "-MaxItemSize 4KB -LargeItemLimit 0" }).Migrate(Jan));

        OutcomeAssert.State(limited, Jan, "CompletedWithErrors");
        Assert.Equal(
            large.Select(i => i.Id + " ItemTooLarge").Order(StringComparer.Ordinal),
            failed.Output.Select(o => $"{o["SourceId"]} {o["Reason"]}").Order(StringComparer.Ordinal));
        OutcomeAssert.Refused(refused, "LargeItemLimitExceeded", "LimitsExceeded", Jan, Jan, "-LargeItemLimit allows 0");
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Jan)), Jan);
        await scene.AssertSameAsync(Jan);
    }

    [Fact]
    public async Task Failed_items_are_tried_again_alone()
    {
        await using var scene = await StartAsync();
        var mailbox = scene.Exchange.Organization.Find(Jan)!.Mailbox;
        var bad = Mail(scene).Take(3).ToList();
        bad.ForEach(i => i.ErrorCode = "ErrorAccessDenied");
        var first = await session.RunAsync(scene.Settings.Migrate(Jan, Info));
        OutcomeAssert.State(first, Jan, "CompletedWithErrors");
        mailbox.AddItem(mailbox["inbox"], new MailMaker(Seed.Domain, Seed.Now).Text("Arrived later"));
        bad[0].ErrorCode = bad[1].ErrorCode = null;
        var listings = Listings(scene);
        var preview = await session.RunAsync(Retry(scene, "-WhatIf"));
        var listed = Listings(scene) - listings;

        var retried = await session.RunAsync(Retry(scene, "-Confirm:$false"));

        Assert.Equal((Jan, 3L), (preview.Output[0]["Mailbox"].ToString(), preview.Output[0]["Items"].GetInt64()));
        Assert.Contains($"3 items of {Jan} to jan@example.org", preview.Text, StringComparison.Ordinal);
        Assert.Empty(retried.Errors);
        var row = Assert.Single(retried.Output);
        Assert.Equal((Jan, "CompletedWithErrors", 2, 1), (row["Mailbox"].ToString(), row["State"].ToString(), row["MigratedByLastRun"].GetInt32(), row["Failed"].GetInt32()));
        Assert.Equal(0, Listings(scene) - listings - listed);
        Assert.DoesNotContain(await TextsAsync(scene), t => t.Contains("Arrived later", StringComparison.Ordinal));
        bad[2].ErrorCode = null;
        OutcomeAssert.Completed(await session.RunAsync(Retry(scene, "-Confirm:$false")), Jan);
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Jan, Info)), Info, Jan);
        await scene.AssertSameAsync(Jan, Info);
    }

    private static string Retry(MigrationScene scene, string more) =>
        $"{scene.Settings.Tables}{scene.Settings.Report("-View Item -Status Failed")} | Start-KerioMigration @servers -LedgerPath '{scene.Settings.LedgerPath}' {more}";

    private static int Listings(MigrationScene scene) => scene.Exchange.Requests.Count(r => r.Operation is "SyncFolderItems" or "FindItem" or "FindFolder");

    private static List<SeededItem> Mail(MigrationScene scene) => [.. CarriedMail.MailOf(scene.Exchange.Organization.Find(Jan)!.Mailbox)];

    private static async Task<IEnumerable<string>> TextsAsync(MigrationScene scene) =>
        (await DestinationMailbox.ReadAsync(scene.Kerio, Jan)).SelectMany(f => f.Messages).Select(m => Encoding.Latin1.GetString(m.Bytes));
}
