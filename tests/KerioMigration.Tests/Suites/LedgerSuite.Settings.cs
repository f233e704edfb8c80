using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using Xunit;

namespace KerioMigration.Tests.Suites;

public abstract partial class LedgerSuite
{
    [SuiteFact]
    public async Task What_was_set_is_known_by_part_and_mailbox_until_it_is_undone()
    {
        var ledger = await OpenAsync();
        await using (var anna = await TakeAsync(ledger))
        {
            Assert.Empty(await anna.ReadSettingsAsync(MailboxPart.InboxRule, None));
            foreach (var name in new[] { "Boss", "It's \"mine\"", "Boss" })
            {
                await anna.NoteSettingAsync(MailboxPart.InboxRule, name, None);
            }

            await anna.NoteSettingAsync(MailboxPart.OutOfOffice, "A", None);
        }

        await using var again = await TakeAsync(ledger);
        await using var bob = await TakeAsync(ledger, "bob@example.org");
        Assert.Equal(["Boss", "It's \"mine\""], (await again.ReadSettingsAsync(MailboxPart.InboxRule, None)).Order());
        Assert.Equal(["A"], await again.ReadSettingsAsync(MailboxPart.OutOfOffice, None));
        Assert.Empty(await bob.ReadSettingsAsync(MailboxPart.OutOfOffice, None));
        await again.ForgetSettingAsync(MailboxPart.InboxRule, "Boss", None);
        Assert.Equal(["It's \"mine\""], await again.ReadSettingsAsync(MailboxPart.InboxRule, None));
        await again.SetStateAsync(MailboxState.Undone, Reason.None, null, None);
        Assert.Empty(await again.ReadSettingsAsync(MailboxPart.InboxRule, None));
    }

    [SuiteFact]
    public async Task What_was_set_at_the_destination_is_known_until_it_is_taken_back()
    {
        var ledger = await OpenAsync();
        await using var anna = await TakeAsync(ledger);
        await using var bob = await TakeAsync(ledger, "bob@example.org");
        Assert.Empty(await anna.ReadPartsAsync(None));
        var right = new PartEntry(MailboxPart.Permission, "Inbox \"1\"", "user 2", "", "Reading");
        var other = right with { Place = "Calendar", Before = "Listing" };
        var reply = new PartEntry(MailboxPart.OutOfOffice, "", "", "", "A");

        await anna.IntendPartsAsync([right, other, reply], None);
        await anna.IntendPartsAsync([right], None);
        await anna.IntendPartsAsync([], None);
        Assert.Equal([reply, other, right], await anna.ReadPartsAsync(None));
        Assert.Empty(await bob.ReadPartsAsync(None));
        await bob.IntendPartsAsync([reply], None);
        Assert.Equal(
            [new PartCount("anna@example.org", MailboxPart.OutOfOffice, 1), new PartCount("anna@example.org", MailboxPart.Permission, 2), new PartCount("bob@example.org", MailboxPart.OutOfOffice, 1)],
            await ledger.ReadPartCountsAsync(None));

        // An undo that could not take all back leaves it for the next one.
        await anna.SetStateAsync(MailboxState.Undone, Reason.None, null, None);
        await anna.ForgetPartsAsync([reply, right with { Before = "?", After = "?" }], None);
        Assert.Equal([other], await anna.ReadPartsAsync(None));
        Assert.Equal([other], await ledger.ReadPartsAsync("ANNA@example.org", None));
        Assert.Empty(await ledger.ReadPartsAsync("nobody@example.org", None));

        await anna.ForgetAccountAsync(None);
        Assert.Empty(await anna.ReadPartsAsync(None));
        Assert.Equal([reply], await bob.ReadPartsAsync(None));
    }

    /// <summary>What stood there before any run is what an undo puts back.</summary>
    [SuiteFact]
    public async Task What_is_set_over_what_a_run_set_keeps_what_was_there_before()
    {
        var ledger = await OpenAsync();
        await using var anna = await TakeAsync(ledger);
        var first = new PartEntry(MailboxPart.Permission, "Inbox", "bob", "Listing", "Reading");
        var second = first with { Before = "Reading", After = "Writing" };
        await anna.IntendPartsAsync([first], None);
        await anna.IntendPartsAsync([second], None);

        // Of which of the two it is is not known when a process ends in between: either is ours.
        Assert.Equal([first, second with { Before = "Listing" }], await anna.ReadPartsAsync(None));
        Assert.Equal(1, Assert.Single(await ledger.ReadPartCountsAsync(None)).Count);

        // Somebody else has set another one since.
        var third = first with { Before = "Administration", After = "Reading" };
        await anna.IntendPartsAsync([third], None);
        Assert.Equal([third], await anna.ReadPartsAsync(None));
    }

    [SuiteFact]
    public async Task What_was_done_for_groups_is_known_until_it_is_taken_back()
    {
        var ledger = await OpenAsync();
        var (anna, bob) = (new AddedMember("id-a", "anna@kerio"), new AddedMember("id-b", "bob@kerio"));
        var team = new GroupEntry("team@example.org") { Name = "The Team", Destination = "team@kerio", CreatedByUs = true };
        await ledger.IntendGroupAsync(team, None);
        await ledger.IntendGroupAsync(team with { Address = "TEAM@example.org", Id = "7", CreatedByUs = false, Name = "Renamed", Members = [bob, anna] }, None);
        await ledger.IntendGroupAsync(team with { Id = "7", Members = [anna] }, None);
        await ledger.IntendGroupAsync(new GroupEntry("all@example.org") { Name = "All", Destination = "all@kerio", Id = "8", Members = [anna] }, None);

        var known = await ledger.ReadGroupsAsync(None);
        Assert.Equal(["all@example.org", "team@example.org"], known.Select(g => g.Address));
        Assert.Equal(("The Team", "team@kerio", "7", true), (known[1].Name, known[1].Destination, known[1].Id, known[1].CreatedByUs));
        Assert.Equal([anna, bob], known[1].Members);
        Assert.False(known[0].CreatedByUs);

        await ledger.ForgetMembersAsync("Team@example.org", [anna], None);
        Assert.Equal([bob], (await ledger.ReadGroupsAsync(None))[1].Members);

        // Somebody made it anew: it is not ours, nor is who is in it.
        await ledger.IntendGroupAsync(team with { Id = "9", CreatedByUs = false, Members = [anna] }, None);
        var anew = (await ledger.ReadGroupsAsync(None))[1];
        Assert.Equal(("9", false), (anew.Id, anew.CreatedByUs));
        Assert.Equal([anna], anew.Members);

        await ledger.SetGroupLossesAsync("team@example.org", "team@kerio", [new LossEntry(MailboxPart.Group, "", "x", IsOpen: true)], None);
        await ledger.ForgetGroupAsync("TEAM@example.org", None);
        Assert.Equal("all@example.org", Assert.Single(await ledger.ReadGroupsAsync(None)).Address);
        Assert.Empty(await ledger.ReadLossesAsync(None));
    }
}
