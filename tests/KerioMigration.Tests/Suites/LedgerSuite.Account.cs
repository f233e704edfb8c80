using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using Xunit;

namespace KerioMigration.Tests.Suites;

/// <summary>The account beside its items.</summary>
public abstract partial class LedgerSuite
{
    private static readonly AccountDetailEntry Alias = new(AccountDetailKind.Address, "a@example.org");
    private static readonly AccountDetailEntry Quota = new(AccountDetailKind.Quota, "17");
    private static readonly AccountDetailEntry Legacy = new(AccountDetailKind.LegacyName, "/o=Org/cn=anna");

    [Fact]
    public async Task Details_of_an_account_are_kept_once_and_each_can_be_taken_back()
    {
        var ledger = await OpenAsync();
        await using var mailbox = await TakeAsync(ledger);
        Assert.Empty(await mailbox.ReadAccountDetailsAsync(None));

        await mailbox.NoteAccountDetailsAsync([Quota, Alias], None);
        await mailbox.NoteAccountDetailsAsync([Alias, Legacy], None);
        await mailbox.NoteAccountDetailsAsync([], None);
        Assert.Equal([Alias, Legacy, Quota], await mailbox.ReadAccountDetailsAsync(None));

        await mailbox.ForgetAccountDetailAsync(Alias, None);
        await mailbox.ForgetAccountDetailAsync(Quota with { Value = "18" }, None);
        Assert.Equal([Legacy, Quota], await mailbox.ReadAccountDetailsAsync(None));
    }

    [Fact]
    public async Task Losses_of_a_group_are_those_of_the_last_run()
    {
        var ledger = await OpenAsync();
        LossEntry[] before = [new(MailboxPart.Group, "", "a", IsOpen: true), new(MailboxPart.Group, "", "b", IsOpen: false)];
        await ledger.SetGroupLossesAsync("team@example.org", "", before, None);
        await ledger.SetGroupLossesAsync("all@example.org", "all@kerio.example", before, None);
        await ledger.SetGroupLossesAsync("TEAM@example.org", "team@kerio.example", [before[1]], None);

        Assert.Equal(
            [
                new MailboxLoss("all@example.org", "all@kerio.example", before[0]),
                new MailboxLoss("all@example.org", "all@kerio.example", before[1]),
                new MailboxLoss("TEAM@example.org", "team@kerio.example", before[1]),
            ],
            await ledger.ReadLossesAsync(None));

        await ledger.SetGroupLossesAsync("all@example.org", "all@kerio.example", [], None);
        Assert.Single(await ledger.ReadLossesAsync(None));
    }

    /// <summary>What was done to the account goes with it; what the source calls its user stays.</summary>
    [Fact]
    public async Task With_the_account_its_details_are_forgotten()
    {
        var ledger = await OpenAsync();
        await using (var mailbox = await TakeAsync(ledger))
        {
            await mailbox.NoteAccountDetailsAsync([Quota, Alias, Legacy], None);
            await mailbox.ForgetAccountAsync(None);
            Assert.Equal([Legacy], await mailbox.ReadAccountDetailsAsync(None));
        }

        await using (var other = await TakeAsync(ledger, "bert@example.org"))
        {
            Assert.Empty(await other.ReadAccountDetailsAsync(None));
            await other.NoteAccountDetailsAsync([Legacy with { Value = "/o=Org/cn=bert" }], None);
        }

        Assert.Equal(["/o=Org/cn=anna", "/o=Org/cn=bert"], (await ledger.ReadLegacyNamesAsync(None)).Select(n => n.Name));
    }
}
