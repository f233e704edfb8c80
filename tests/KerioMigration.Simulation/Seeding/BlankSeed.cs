using System.Globalization;
using System.Linq;

namespace KerioMigration.Simulation.Seeding;

public static partial class Seed
{
    /// <summary>So many users (user001 …) whose mailboxes have an inbox with nothing in it, and no other folder.</summary>
    public static Organization Blank(int mailboxes) => Of([.. Enumerable.Range(1, mailboxes)
        .Select(i => i.ToString("D3", CultureInfo.InvariantCulture))
        .Select(i => User("user" + i, "User", i, "en-US", "Sales", WithInbox($"user{i}@{Domain}")))]);

    private static SeededMailbox WithInbox(string address)
    {
        var mailbox = new SeededMailbox(address);
        mailbox.AddFolder(mailbox.TopOfInformationStore, "Inbox", distinguishedId: "inbox");
        return mailbox;
    }
}
