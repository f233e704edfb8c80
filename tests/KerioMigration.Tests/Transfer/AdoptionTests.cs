using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Tests.Kerio;
using KerioMigration.Tests.Support.Memory;
using Xunit;

namespace KerioMigration.Tests.Transfer;

/// <summary>What is at the destination already is found and not written again.</summary>
public sealed class AdoptionTests
{
    private static readonly DateTimeOffset Noon = new(2024, 2, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryWorld world;

    // A new ledger for every run, as if each had been lost.
    public AdoptionTests() => world = new MemoryWorld(() => Task.FromResult<ILedger>(new MemoryLedger(TimeProvider.System))) { Options = new MigrationOptions { Adopt = true } };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_ledger_costs_no_message_twice(bool listsMessageIds)
    {
        world.Source().ListsMessageIds = listsMessageIds;
        var inbox = Inbox();
        FillWithTwins(inbox, 12);
        FillWithTwins(world.Source().AddFolder("Projekt"), 5);
        await world.RunOneAsync();
        var writes = world.Destination().Writes;
        world.Source().AddMessage(inbox, "new");

        var report = await world.RunOneAsync();

        Assert.Equal(("Completed", 18, 17, 1), (report.State, report.Found, report.Existing, report.Migrated));
        Assert.Equal(writes + 1, world.Destination().Writes);
        AssertEachOnce();
        Assert.Equal(17, world.Observer.Of<ItemsAdopted>().Sum(a => a.Count));
    }

    [Fact]
    public async Task What_stands_once_on_either_side_under_one_date_is_not_even_read()
    {
        FillWithTwins(Inbox(), 9);
        world.Source().ListsMessageIds = true;
        await world.RunOneAsync();
        var read = world.Source().Read.Count;

        await world.RunOneAsync();

        Assert.Equal(["item-1", "item-4", "item-7"], world.Source().Read.Skip(read).Order(StringComparer.Ordinal)); // the twins
    }

    [Fact]
    public async Task Without_being_asked_everything_is_written()
    {
        world.Options = new MigrationOptions();
        FillWithTwins(Inbox(), 3);
        await world.RunOneAsync();
        await world.RunOneAsync();
        Assert.Equal(6, world.Destination().Messages["INBOX"].Count);
    }

    [Theory]
    [InlineData(3, 1, 2)]
    [InlineData(2, 2, 0)]
    [InlineData(1, 3, 0)]
    public async Task Two_at_the_source_need_two_at_the_destination(int atSource, int atDestination, int written)
    {
        var inbox = Inbox();
        for (var i = 0; i < atSource; i++)
        {
            world.Source().AddMessage(inbox, "x", received: Noon, text: Text("<twin@x>", "Twin"));
        }

        await PutAsync([.. Enumerable.Repeat(Text("<twin@x>", "Twin"), atDestination)]);

        var report = await world.RunOneAsync();

        Assert.Equal((atSource - written, written), (report.Existing, report.Migrated));
        Assert.Equal(atDestination + written, world.Destination().Messages["INBOX"].Count);
    }

    [Fact]
    public async Task Another_date_needs_the_same_content()
    {
        var inbox = Inbox();
        world.Source().ListsMessageIds = true;
        world.Source().AddMessage(inbox, "a", received: Noon.AddDays(1), text: Text("<a@x>", "Same"));
        world.Source().AddMessage(inbox, "b", received: Noon.AddDays(1), text: Text("<b@x>", "Mine"));
        await PutAsync(Text("<a@x>", "Same"), Text("<b@x>", "Another"));

        var report = await world.RunOneAsync();

        Assert.Equal((1, 1), (report.Existing, report.Migrated));
        Assert.Equal(3, world.Destination().Messages["INBOX"].Count);
    }

    [Theory]
    [InlineData("Received: from old by new\r\nX-Tool: 1\r\n", "=_b2", "Text", true)]
    [InlineData("", "=_b1", "Other", false)]
    public async Task Another_tool_may_have_added_headers_and_changed_boundaries_but_no_text(string added, string boundary, string text, bool isSame)
    {
        var inbox = Inbox();
        world.Source().ListsMessageIds = true;
        world.Source().AddMessage(inbox, "a", received: Noon.AddDays(1), text: Parts("", "=_b1", "Text"));
        await PutAsync(Parts(added, boundary, text));

        var report = await world.RunOneAsync();

        Assert.Equal(isSame ? (1, 0) : (0, 1), (report.Existing, report.Migrated));
    }

    [Fact]
    public async Task One_message_id_and_one_date_on_two_texts_are_two_messages()
    {
        var inbox = Inbox();
        world.Source().ListsMessageIds = true;
        world.Source().AddMessage(inbox, "a", received: Noon, text: Text("<same@x>", "One"));
        world.Source().AddMessage(inbox, "b", received: Noon, text: Text("<same@x>", "Two"));
        await PutAsync(Text("<same@x>", "Two"));

        var report = await world.RunOneAsync();

        Assert.Equal((1, 1), (report.Existing, report.Migrated));
        AssertEachOnce();
    }

    [Fact]
    public async Task Without_a_message_id_the_date_and_the_content_decide()
    {
        var inbox = Inbox();
        world.Source().ListsMessageIds = true;
        world.Source().AddMessage(inbox, "draft", received: Noon, text: "Subject: a\r\n\r\nDraft\r\n");
        world.Source().AddMessage(inbox, "later", received: Noon.AddHours(1), text: "Subject: b\r\n\r\nDraft\r\n");
        await PutAsync("Subject: a\r\n\r\nDraft\r\n", "Subject: b\r\n\r\nDraft\r\n");

        var report = await world.RunOneAsync();

        Assert.Equal((1, 1), (report.Existing, report.Migrated));
    }

    [Fact]
    public async Task What_a_known_item_has_taken_is_given_to_no_other()
    {
        var ledger = new MemoryLedger(TimeProvider.System);
        var lasting = new MemoryWorld(() => Task.FromResult<ILedger>(ledger)) { Options = new MigrationOptions { Adopt = true } };
        var inbox = lasting.Source().AddFolder("Inbox", FolderRole.Inbox);
        lasting.Source().AddMessage(inbox, "x", received: Noon, text: Text("<twin@x>", "Twin"));
        await lasting.RunOneAsync();
        lasting.Source().AddMessage(inbox, "x", received: Noon, text: Text("<twin@x>", "Twin"));

        var report = await lasting.RunOneAsync();

        Assert.Equal((0, 2), (report.Existing, report.Migrated));
        Assert.Equal(2, lasting.Destination().Messages["INBOX"].Count);
    }

    [Fact]
    public async Task Adopted_items_know_their_place_and_an_undo_leaves_them()
    {
        var ledger = new MemoryLedger(TimeProvider.System);
        var lasting = new MemoryWorld(() => Task.FromResult<ILedger>(ledger)) { Options = new MigrationOptions { Adopt = true } };
        lasting.Directory.Add("anna");
        var inbox = lasting.Source().AddFolder("Inbox", FolderRole.Inbox);
        lasting.Source().AddMessage(inbox, "x", received: Noon, text: Text("<a@x>", "Text"));
        lasting.Source().AddMessage(inbox, "y", received: Noon, text: Text("<b@x>", "Text"));
        await PutAsync(lasting, Text("<a@x>", "Text"));
        await lasting.RunOneAsync();

        var adopted = Assert.Single(await lasting.ReadItemsAsync(), i => i.State == ItemState.Existing);
        Assert.Equal(("7:1", "<a@x>"), (adopted.DestinationId, adopted.Key!.MessageId));
        Assert.Equal(1, (await lasting.UndoAsync()).ItemsRemoved);
        Assert.Equal(Text("<a@x>", "Text"), Encoding.UTF8.GetString(Assert.Single(lasting.Destination().Messages["INBOX"]).Bytes));
    }

    private static string Parts(string added, string boundary, string text) =>
        $"{added}Message-ID: <parts@x>\r\nFrom: Anna <anna@x>\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n"
        + $"--{boundary}\r\nContent-Type: text/plain\r\n\r\n{text}\r\n--{boundary}--\r\n";

    private static string Text(string messageId, string text) => $"Message-ID: {messageId}\r\nSubject: x\r\n\r\n{text}\r\n";

    private FolderRef Inbox() => world.Source().AddFolder("Inbox", FolderRole.Inbox);

    /// <summary>Every third message is the same, to the byte and the second.</summary>
    private void FillWithTwins(FolderRef folder, int count)
    {
        for (var i = 0; i < count; i++)
        {
            world.Source().AddMessage(folder, "x", received: Noon, text: i % 3 == 0 ? Text("<twin@x>", "Twin") : Text($"<{i.ToString(CultureInfo.InvariantCulture)}@{folder.Id}>", "One"));
        }
    }

    private Task PutAsync(params string[] texts) => PutAsync(world, texts);

    private static async Task PutAsync(MemoryWorld world, params string[] texts)
    {
        var inbox = await world.Destination().EnsureFolderAsync(new FolderTarget { Path = ["INBOX"] }, default);
        await world.Destination().WriteItemsAsync(inbox, [.. texts.Select(t => TestItems.Mail(t, MessageFlags.None, Noon))], default);
    }

    /// <summary>The destination holds exactly the source's messages: none missing, none more often.</summary>
    private void AssertEachOnce()
    {
        var stored = world.Destination().Messages.Values.SelectMany(m => m).Select(m => Encoding.UTF8.GetString(m.Bytes)).Order(StringComparer.Ordinal);
        Assert.Equal(world.Source().Texts.Order(StringComparer.Ordinal), stored);
    }
}
