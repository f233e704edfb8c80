using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Simulation.Exchange;

public sealed class SeedTests
{
    [Fact]
    public void The_big_mailbox_has_the_shape_that_the_old_tool_was_measured_with()
    {
        var mailbox = Seed.Kemt().Users.Single().Mailbox;
        var mailFolders = mailbox.Folders.Where(f => f.FolderClass == "IPF.Note").ToList();
        var items = mailFolders.SelectMany(f => f.Items).ToList();
        Assert.Equal(75, mailFolders.Count(f => f.Items.Count > 0));
        Assert.Equal(50_800, items.Count);
        Assert.InRange(items.Sum(i => i.Content!.Length), 1_480_000_000, 1_520_000_000);
        Assert.True(items.Max(i => i.Content!.Length) > 1_500_000);
        Assert.Equal(items.Count, items.Select(i => i.MessageId).Distinct().Count());
    }

    [Fact]
    public void The_parts_of_a_message_can_be_encoded_one_by_one()
    {
        var items = Seed.Kemt(0.01).Users.Concat(Seed.WithHugeMessage(1_000_000).Users).SelectMany(u => u.Mailbox.Folders).SelectMany(f => f.Items).ToList();
        Assert.All(items.Select(i => i.Content!), content =>
        {
            var encoded = string.Concat(Enumerable.Range(0, content.PieceCount).Select(i =>
                content.EncodedPiece(i) is { Length: > 0 } ready ? System.Text.Encoding.ASCII.GetString(ready.Span) : Convert.ToBase64String(content.Piece(i).Span)));
            Assert.Equal(content.Length, content.ToBytes().Length);
            Assert.Equal(Convert.ToBase64String(content.ToBytes().Span), encoded);
        });
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("groupware")]
    public void A_seed_is_the_same_every_time(string name)
    {
        var (first, second) = (Seed.FromName(name), Seed.FromName(name));
        Assert.All(first.Users.Zip(second.Users), pair => Assert.All(pair.First.Mailbox.Folders.Zip(pair.Second.Mailbox.Folders), folders =>
        {
            Assert.Equal((folders.First.Id, folders.First.DisplayName), (folders.Second.Id, folders.Second.DisplayName));
            Assert.All(folders.First.Items.Zip(folders.Second.Items), items =>
            {
                Assert.Equal((items.First.Id, items.First.Subject, items.First.Received), (items.Second.Id, items.Second.Subject, items.Second.Received));
                Assert.True(items.First.Mime.Span.SequenceEqual(items.Second.Mime.Span));
            });
        }));
    }

    [Fact]
    public void Cheap_calendars_and_contacts_have_the_size_that_is_asked_for()
    {
        var mailbox = Seed.Groupware(events: 200, contacts: 300).Users.Single().Mailbox;
        Assert.Equal((200, 300), (mailbox["calendar"].TotalCount, mailbox["contacts"].TotalCount));
        Assert.Equal(20, mailbox["calendar"].Items.Count(i => i is SeededAppointment { Recurrence: not null }));
    }

    [SharedFact("corpus/mail")]
    public async Task Files_of_a_folder_are_served_byte_for_byte()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.FromName(TestPaths.Shared("corpus/mail")));
        using var ews = new RawEws(exchange);
        var items = exchange.Organization.Users[0].Mailbox.Folders.SelectMany(f => f.Items).ToList();
        Assert.True(items.Count > 20);
        var answers = (await ews.GetItemsAsync(items.Select(i => i.Id))).Descendants(RawEws.T + "MimeContent").Select(m => Convert.FromBase64String(m.Value));
        Assert.All(items.Zip(answers), pair =>
            Assert.Equal(System.IO.File.ReadAllBytes(TestPaths.Shared("corpus/mail/" + pair.First.Subject)), pair.Second));
    }
}
