using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using Xunit;
using static KerioMigration.Tests.Simulation.Exchange.RawEws;

namespace KerioMigration.Tests.Simulation.Exchange;

public sealed class FindItemTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_is_found_page_by_page_in_the_order_asked_for(bool lastPageIsEmpty)
    {
        await using var exchange = await SimulatedExchange.StartAsync(
            Seed.Demo(), new SimulatedExchangeOptions { FindPageLimit = 8, LastPageIsEmpty = lastPageIsEmpty });
        using var ews = new RawEws(exchange);
        var inbox = exchange.Organization.Users[0].Mailbox["inbox"];
        var ids = new List<string>();
        var pages = 0;
        var offset = 0;
        XElement root;
        do
        {
            root = (await ews.CallAsync(Find(inbox.Id, 100, offset))).Descendants(M + "RootFolder").Single();
            ids.AddRange(root.Descendants(T + "ItemId").Select(i => (string)i.Attribute("Id")!));
            offset = (int)root.Attribute("IndexedPagingOffset")!;
            pages++;
        }
        while (!(bool)root.Attribute("IncludesLastItemInRange")!);

        var expected = inbox.Items.Where(i => !i.IsAssociated).OrderBy(i => i.Created).Select(i => i.Id).ToList();
        Assert.Equal(expected, ids);
        Assert.Equal(((expected.Count + 7) / 8) + (lastPageIsEmpty ? 1 : 0), pages);
    }

    [Fact]
    public async Task Restrictions_select_and_hold_the_page_at_250()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Kemt(0.02));
        using var ews = new RawEws(exchange) { Impersonate = "user001@example.org" };
        var inbox = exchange.Organization.Users[0].Mailbox["inbox"];
        var root = (await ews.CallAsync(Find(inbox.Id, 1000, 0, "<m:Restriction><t:IsEqualTo><t:FieldURI FieldURI=\"message:IsRead\"/><t:FieldURIOrConstant><t:Constant Value=\"true\"/></t:FieldURIOrConstant></t:IsEqualTo></m:Restriction>")))
            .Descendants(M + "RootFolder").Single();
        var read = inbox.Items.Count(i => i.IsRead);
        Assert.True(read > 250);
        Assert.Equal(read, (int)root.Attribute("TotalItemsInView")!);
        Assert.Equal(250, root.Descendants(T + "ItemId").Count());
        Assert.False((bool)root.Attribute("IncludesLastItemInRange")!);
    }

    [Fact]
    public async Task Listings_cut_long_texts_and_refuse_bodies()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        using var ews = new RawEws(exchange);
        var inbox = exchange.Organization.Users[0].Mailbox["inbox"];
        var subjects = (await ews.CallAsync(Find(inbox.Id, 100, 0, fields: "<t:FieldURI FieldURI=\"item:Subject\"/>"))).Descendants(T + "Subject").Select(s => s.Value).ToList();
        Assert.Contains(inbox.Items, i => i.Subject!.Length > 255);
        Assert.Equal(255, subjects.Max(s => s.Length));
        Assert.Equal(["ErrorInvalidPropertyForOperation"], Codes(await ews.CallAsync(Find(inbox.Id, 100, 0, fields: "<t:FieldURI FieldURI=\"item:Body\"/>"))));
    }

    [Fact]
    public async Task Associated_items_are_apart()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        using var ews = new RawEws(exchange);
        var inbox = exchange.Organization.Users[0].Mailbox["inbox"];
        var associated = await ews.CallAsync(Find(inbox.Id, 100, 0).Replace("Shallow", "Associated", StringComparison.Ordinal));
        Assert.Equal(inbox.Items.Where(i => i.IsAssociated).Select(i => i.Id), associated.Descendants(T + "ItemId").Select(i => (string)i.Attribute("Id")!));
    }

    [Fact]
    public async Task A_property_of_another_kind_is_refused_for_that_item_by_name()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        using var ews = new RawEws(exchange);
        var mailbox = exchange.Organization.Users[0].Mailbox;
        var answer = await ews.GetItemsAsync([mailbox["calendar"].Items[0].Id, mailbox["inbox"].Items[0].Id], false, "<t:FieldURI FieldURI=\"calendar:Start\"/>");
        Assert.Equal(["NoError", "ErrorInvalidPropertyRequest"], Codes(answer));
        Assert.Equal("calendar:Start", (string?)answer.Descendants(M + "MessageXml").Single().Element(T + "FieldURI")!.Attribute("FieldURI"));
    }

    [Fact]
    public async Task Attachments_come_with_their_bytes_and_attached_items_with_theirs()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        using var ews = new RawEws(exchange);
        var attachments = exchange.Organization.Users[0].Mailbox["inbox"].Items.SelectMany(i => i.Attachments).ToList();
        var answer = await ews.CallAsync(
            $"<m:GetAttachment><m:AttachmentShape><t:IncludeMimeContent>true</t:IncludeMimeContent></m:AttachmentShape><m:AttachmentIds>{string.Concat(attachments.Select(a => $"<t:AttachmentId Id=\"{a.Id}\"/>"))}</m:AttachmentIds></m:GetAttachment>");
        var contents = answer.Descendants(M + "Attachments").Select(a => a.Descendants().Last(e => e.Name == T + "Content" || e.Name == T + "MimeContent").Value).ToList();
        Assert.Equal(attachments.Count, contents.Count);
        Assert.All(attachments.Zip(contents), pair =>
            Assert.Equal((pair.First.Item?.Mime ?? pair.First.Content).ToArray(), Convert.FromBase64String(pair.Second)));
    }

    private static string Find(string folderId, int max, int offset, string restriction = "", string fields = "") =>
        "<m:FindItem Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>" +
        (fields.Length == 0 ? string.Empty : $"<t:AdditionalProperties>{fields}</t:AdditionalProperties>") + "</m:ItemShape>" +
        $"<m:IndexedPageItemView MaxEntriesReturned=\"{max}\" Offset=\"{offset}\" BasePoint=\"Beginning\"/>{restriction}" +
        "<m:SortOrder><t:FieldOrder Order=\"Ascending\"><t:FieldURI FieldURI=\"item:DateTimeCreated\"/></t:FieldOrder></m:SortOrder>" +
        $"<m:ParentFolderIds><t:FolderId Id=\"{folderId}\"/></m:ParentFolderIds></m:FindItem>";
}
