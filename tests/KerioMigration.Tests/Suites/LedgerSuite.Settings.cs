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
        await again.SetStateAsync(MailboxState.Undone, Reason.None, null, None);
        Assert.Empty(await again.ReadSettingsAsync(MailboxPart.InboxRule, None));
    }
}
