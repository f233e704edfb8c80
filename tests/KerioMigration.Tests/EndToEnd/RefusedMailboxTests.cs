using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Tests.Support;
using Xunit;
using static KerioMigration.Tests.EndToEnd.MigrationScene;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>What is wrong with one mailbox or one item stops no other.</summary>
public sealed class RefusedMailboxTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    [Fact]
    public async Task An_unknown_mailbox()
    {
        await using var scene = await StartAsync();

        var outcome = await session.RunAsync(scene.Settings.Migrate("nobody@example.org", Info));

        OutcomeAssert.Refused(outcome, "MailboxNotFound", "ObjectNotFound", "nobody@example.org", "nobody@example.org", $"localhost:{scene.Exchange.Port}", "Check");
        OutcomeAssert.State(outcome, "nobody@example.org", "Failed");
        OutcomeAssert.State(outcome, Info, "Completed");
        Assert.Null(scene.Kerio.Store.FindUser("nobody@example.org"));
        await scene.AssertSameAsync(Info);
    }

    [Fact]
    public async Task An_unknown_domain()
    {
        await using var scene = await StartAsync();

        var outcome = await session.RunAsync(scene.Settings.Tables
            + $"[pscustomobject]@{{ PrimarySmtpAddress = '{Jan}'; KerioLogin = 'jan@nowhere.example' }}, '{Info}' "
            + $"| Start-KerioMigration @servers -LedgerPath '{scene.Settings.LedgerPath}' -Confirm:$false");

        OutcomeAssert.Refused(outcome, "DomainNotFound", "ObjectNotFound", Jan, "nowhere.example", $"localhost:{scene.Kerio.AdminPort}", "-KerioDomain", "example.org");
        OutcomeAssert.State(outcome, Info, "Completed");
        await CompletesAsync(scene);
    }

    [Fact]
    public async Task An_unknown_domain_of_all_mailboxes()
    {
        await using var scene = await StartAsync();

        var outcome = await session.RunAsync((scene.Settings with { More = "-KerioDomain nowhere.example" }).Migrate(Jan, Info));

        foreach (var mailbox in new[] { Jan, Info })
        {
            OutcomeAssert.Refused(outcome, "DomainNotFound", "ObjectNotFound", mailbox, "nowhere.example", $"localhost:{scene.Kerio.AdminPort}", "-KerioDomain", "example.org");
            OutcomeAssert.State(outcome, mailbox, "Failed");
        }

        Assert.Equal(["admin@example.org"], scene.Kerio.Store.Users.Select(u => u.Address));
        await CompletesAsync(scene);
    }

    [Fact]
    public async Task A_broken_item_is_reported_and_carried_once_it_is_whole()
    {
        await using var scene = await StartAsync();
        var broken = CarriedMail.MailOf(scene.Exchange.Organization.Find(Jan)!.Mailbox).First(i => i.Subject!.StartsWith("Message", StringComparison.Ordinal));
        scene.Exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.ItemError, Code = "ErrorAccessDenied", Target = broken.Id, Count = int.MaxValue });

        await ItemRefusedAsync(scene, "AccessDenied", broken.Subject!, Jan, $"localhost:{scene.Exchange.Port}", "may not read it", "Full Access");
        scene.Exchange.Faults.Clear();

        await CompletesAsync(scene);
    }

    [Fact]
    public async Task An_item_over_the_limit_is_reported_and_carried_once_the_limit_is_higher()
    {
        await using var scene = await StartAsync();
        var large = CarriedMail.MailOf(scene.Exchange.Organization.Find(Jan)!.Mailbox).MaxBy(i => i.Content!.Length)!;
        scene.Kerio.Faults.Add(new Fault { On = "Message", Action = FaultAction.No, Target = large.MessageId, Text = "[TOOBIG] APPEND Message is too large", Count = int.MaxValue });

        await ItemRefusedAsync(scene, "ItemTooLarge", large.Subject!, $"localhost:{scene.Kerio.ImapsPort}", "larger than", "Raise the limit");
        scene.Kerio.Faults.Clear();

        await CompletesAsync(scene);
    }

    [Fact]
    public async Task Items_over_the_servers_own_limit_are_left_out_and_the_others_arrive()
    {
        const int Limit = 5_000;
        await using var scene = await StartAsync(kerio: new SimulatedKerioOptions { MaxAppendSize = Limit });
        var sizes = CarriedMail.MailOf(scene.Exchange.Organization.Find(Jan)!.Mailbox).Select(i => i.Content!.Length).ToList();

        var outcome = await session.RunAsync(scene.Settings.Migrate(Jan));

        OutcomeAssert.State(outcome, Jan, "CompletedWithErrors");
        Assert.Equal(sizes.Count(s => s > Limit), Assert.Single(outcome.Output)["Failed"].GetInt32());
        var report = await session.RunAsync(scene.Settings.Report("-View Item -Status Failed"));
        Assert.All(report.Output, item =>
        {
            Assert.Equal("ItemTooLarge", item["Reason"].ToString());
            Assert.All([$"localhost:{scene.Kerio.ImapsPort}", "larger than", "Raise the limit"], w => Assert.Contains(w, item["Message"].ToString(), StringComparison.Ordinal));
        });
        Assert.Equal(sizes.Count(s => s <= Limit), await CarriedMail.CountAsync(scene.Kerio, Jan));
        await scene.AssertNothingTwiceAsync(Jan);
    }

    [Fact]
    public async Task A_full_mailbox_ends_and_goes_on_when_there_is_room()
    {
        await using var scene = await StartAsync();
        var account = scene.Kerio.Store.AddUser(Jan, change: u => u.DiskQuota = 30_000);

        var outcome = await session.RunAsync(scene.Settings.Migrate(Jan, Info));

        OutcomeAssert.Refused(outcome, "QuotaExceeded", "LimitsExceeded", Jan, $"localhost:{scene.Kerio.ImapsPort}", "Raise its quota");
        OutcomeAssert.State(outcome, Info, "Completed");
        Assert.InRange(account.Mailbox.UsedBytes, 1, 30_000);
        await scene.AssertNothingTwiceAsync(Jan);
        account.DiskQuota = null;
        await CompletesAsync(scene);
    }

    /// <summary>The item stands in the report with its reason, the warning counts it, and everything else has arrived.</summary>
    private async Task ItemRefusedAsync(MigrationScene scene, string reason, string subject, params string[] words)
    {
        var outcome = await session.RunAsync(scene.Settings.Migrate(Jan, Info));
        var report = await session.RunAsync(scene.Settings.Report("-View Item -Status Failed"));

        Assert.Empty(outcome.Errors);
        OutcomeAssert.State(outcome, Jan, "CompletedWithErrors");
        OutcomeAssert.State(outcome, Info, "Completed");
        Assert.Contains(outcome.Warnings, w => w.Contains(Jan, StringComparison.Ordinal) && w.Contains("1 items failed", StringComparison.Ordinal));
        var item = Assert.Single(report.Output);
        Assert.Equal((Jan, subject, reason), (item["Mailbox"].ToString(), item["Subject"].ToString(), item["Reason"].ToString()));
        Assert.All(words, w => Assert.Contains(w, item["Message"].ToString(), StringComparison.Ordinal));
        var count = CarriedMail.MailOf(scene.Exchange.Organization.Find(Jan)!.Mailbox).Count();
        Assert.Equal(count - 1, await CarriedMail.CountAsync(scene.Kerio, Jan));
        await scene.AssertNothingTwiceAsync(Jan);
    }

    private async Task CompletesAsync(MigrationScene scene)
    {
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Jan, Info)), Info, Jan);
        await scene.AssertSameAsync(Jan, Info);
    }
}
