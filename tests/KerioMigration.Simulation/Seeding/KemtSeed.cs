using System;
using System.Collections.Generic;
using System.Globalization;

namespace KerioMigration.Simulation.Seeding;

public static partial class Seed
{
    /// <summary>
    /// Mailboxes of the shape that the old tool was measured with: at scale 1 each has 50,800 items in 75 folders, 1.5 GB. All share
    /// a few bodies, so that they need little memory and are served faster than any client reads.
    /// </summary>
    /// <param name="scale">Of the number of items; folders and the mean size stay.</param>
    public static Organization Kemt(double scale = 1, int mailboxes = 1)
    {
        const int Items = 50_800;
        const double Bytes = 1_500_000_000;
        var bodies = new SharedBodies((Bytes / Items) - 360 - 2);
        var users = new List<SeededUser>();
        for (var i = 1; i <= mailboxes; i++)
        {
            var user = User(string.Create(CultureInfo.InvariantCulture, $"user{i:D3}"), "User", i.ToString("D3", CultureInfo.InvariantCulture), "en-US", "Sales");
            FillKemt(user.Mailbox, bodies, (int)(Items * scale), new Random(1900 + i));
            users.Add(user);
        }

        return Of(users.ToArray());
    }

    private static void FillKemt(SeededMailbox mailbox, SharedBodies bodies, int items, Random random)
    {
        var folders = KemtFolders(mailbox);
        var order = new int[SharedBodies.Count];
        for (var i = 0; i < items; i++)
        {
            // Every body once in each round, in a new order: small scales keep the mean as well as they can.
            if (i % order.Length == 0)
            {
                order = Shuffled(SharedBodies.Count, random);
            }

            var date = Past.AddMinutes(i * 7);
            mailbox.AddItem(folders[i < items / 3 ? 0 : random.Next(folders.Count)], new SeededItem
            {
                ItemClass = "IPM.Note",
                Subject = SharedContent.Subject(i),
                MessageId = SharedContent.MessageId(i, mailbox.Address),
                From = KemtSender,
                Received = date,
                Sent = date,
                Created = date,
                Modified = date,
                IsRead = i % 4 != 0,
                OtherMessageFlags = 2,
                FlagStatus = i % 50 == 0 ? 2 : 0,
                LastVerb = i % 10 == 0 ? 102 : null,
                Content = new SharedContent(bodies, order[i % order.Length], i, mailbox.Address, date),
            });
        }
    }

    private static SeededAddress KemtSender { get; } = new("Bob Smith", "bob@example.org");

    private static int[] Shuffled(int count, Random random)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            order[i] = i;
        }

        random.Shuffle(order);
        return order;
    }

    /// <summary>75 folders that can hold mail: six standard ones and 69 of the user, three levels deep.</summary>
    private static List<SeededFolder> KemtFolders(SeededMailbox mailbox)
    {
        var folders = new List<SeededFolder>();
        foreach (var id in new[] { "inbox", "sentitems", "deleteditems", "drafts", "junkemail", "outbox" })
        {
            folders.Add(mailbox[id]);
        }

        for (var i = 0; folders.Count < 75; i++)
        {
            var parent = i % 8 == 0 ? mailbox["inbox"] : i % 8 < 4 ? folders[^1] : folders[6 + ((i / 8) * 8)];
            folders.Add(mailbox.AddFolder(parent, string.Create(CultureInfo.InvariantCulture, $"Project {i:D2}")));
        }

        return folders;
    }
}
