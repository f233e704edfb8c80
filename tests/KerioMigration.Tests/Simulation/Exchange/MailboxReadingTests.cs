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

public sealed class MailboxReadingTests
{
    [Fact]
    public async Task Every_message_of_every_folder_comes_with_the_bytes_of_the_seed()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        using var ews = new RawEws(exchange, gzip: true);
        var anna = exchange.Organization.Users[0].Mailbox;
        var read = 0;
        foreach (var folder in anna.Folders.Where(f => f.FolderClass.Length == 0 || f.FolderClass.StartsWith("IPF.Note", StringComparison.Ordinal)))
        {
            var ids = (await ews.SyncItemsAsync(folder.Id)).Descendants(T + "ItemId").Select(i => (string)i.Attribute("Id")!).ToList();
            Assert.Equal(folder.TotalCount, ids.Count);
            if (ids.Count == 0)
            {
                continue;
            }

            var messages = (await ews.GetItemsAsync(ids)).Descendants(M + "Items").ToList();
            foreach (var (id, items) in ids.Zip(messages))
            {
                var mime = items.Elements().Single().Element(T + "MimeContent");
                Assert.Equal(anna.FindItem(id)!.Mime.ToArray(), mime is null ? [] : Convert.FromBase64String(mime.Value));
                read += mime is null ? 0 : 1;
            }
        }

        Assert.True(read > 50, $"only {read} messages");
    }

    [Fact]
    public async Task Mime_content_stands_before_the_id()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        using var ews = new RawEws(exchange);
        var id = exchange.Organization.Users[0].Mailbox["inbox"].Items[0].Id;
        var item = (await ews.GetItemsAsync([id])).Descendants(T + "Message").Single();
        Assert.Equal(["MimeContent", "ItemId"], item.Elements().Select(e => e.Name.LocalName));
    }

    [Fact]
    public async Task Flags_and_dates_come_as_extended_properties_with_short_tags()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        using var ews = new RawEws(exchange);
        var items = exchange.Organization.Users[0].Mailbox["inbox"].Items;
        var replied = items.Single(i => i.Subject == "Beantwortet");
        var flagged = items.Single(i => i.Subject == "Zur Nachverfolgung");
        var answer = await ews.GetItemsAsync(
            [replied.Id, flagged.Id],
            mime: false,
            "<t:ExtendedFieldURI PropertyTag=\"0x0E06\" PropertyType=\"SystemTime\"/><t:ExtendedFieldURI PropertyTag=\"3591\" PropertyType=\"Integer\"/>" +
            "<t:ExtendedFieldURI PropertyTag=\"0x1081\" PropertyType=\"Integer\"/><t:ExtendedFieldURI PropertyTag=\"0x1090\" PropertyType=\"Integer\"/>");
        var properties = answer.Descendants(T + "Message").Select(m => m.Elements(T + "ExtendedProperty").ToDictionary(
            p => (string)p.Element(T + "ExtendedFieldURI")!.Attribute("PropertyTag")!, p => p.Element(T + "Value")!.Value)).ToList();
        Assert.Equal(replied.Received, DateTimeOffset.Parse(properties[0]["0xe06"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("3", properties[0]["0xe07"]);
        Assert.Equal("102", properties[0]["0x1081"]);
        Assert.DoesNotContain("0x1090", properties[0].Keys);
        Assert.Equal("2", properties[1]["0x1090"]);
    }

    [Fact]
    public async Task Ids_that_differ_only_in_case_are_two_items()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        using var ews = new RawEws(exchange);
        var items = exchange.Organization.Users[0].Mailbox["inbox"].Items;
        var pair = items.GroupBy(i => i.Id, StringComparer.OrdinalIgnoreCase).Single(g => g.Count() == 2).Select(i => i.Id).ToList();
        Assert.Contains(items, i => i.Id.Length > 512);
        var subjects = (await ews.GetItemsAsync(pair, false, "<t:FieldURI FieldURI=\"item:Subject\"/>")).Descendants(T + "Subject").Select(e => e.Value);
        Assert.Equal(["Id, groß", "Id, klein"], subjects);
    }

    [Fact]
    public async Task Control_characters_come_as_entities_that_xml_forbids()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        using var ews = new RawEws(exchange);
        var id = exchange.Organization.Users[0].Mailbox["inbox"].Items.Single(i => i.Subject!.Contains('\u0001', StringComparison.Ordinal)).Id;
        using var response = await ews.PostAsync(
            $"<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI=\"item:Subject\"/></t:AdditionalProperties></m:ItemShape><m:ItemIds><t:ItemId Id=\"{id}\"/></m:ItemIds></m:GetItem>");
        Assert.Contains("Steuer&#x1;zeichen&#xB;im &#xFFFE;Betreff", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deep_listing_gives_the_tree_of_the_seed()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        using var ews = new RawEws(exchange);
        var answer = await ews.CallAsync(
            "<m:FindFolder Traversal=\"Deep\"><m:FolderShape><t:BaseShape>Default</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI=\"folder:ParentFolderId\"/>" +
            "<t:FieldURI FieldURI=\"folder:FolderClass\"/></t:AdditionalProperties></m:FolderShape><m:ParentFolderIds><t:DistinguishedFolderId Id=\"msgfolderroot\"/></m:ParentFolderIds></m:FindFolder>");
        var seeded = exchange.Organization.Users[0].Mailbox.Folders;
        var found = answer.Descendants(T + "Folders").Elements()
            .ToDictionary(f => (string)f.Element(T + "FolderId")!.Attribute("Id")!, StringComparer.Ordinal);
        Assert.Equal(seeded.Count, found.Count);
        Assert.All(seeded, folder =>
        {
            Assert.Equal(folder.DisplayName, found[folder.Id].Element(T + "DisplayName")!.Value);
            Assert.Equal(folder.Parent!.Id, (string?)found[folder.Id].Element(T + "ParentFolderId")!.Attribute("Id"));
            Assert.Equal(folder.FolderClass, (string?)found[folder.Id].Element(T + "FolderClass") ?? string.Empty);
        });
    }

    [Fact]
    public async Task Folders_are_found_page_by_page()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo(), new SimulatedExchangeOptions { FindPageLimit = 10 });
        using var ews = new RawEws(exchange);
        var names = new List<string>();
        var offset = 0;
        XElement root;
        do
        {
            root = (await ews.CallAsync(
                "<m:FindFolder Traversal=\"Deep\"><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape>" +
                $"<m:IndexedPageFolderView MaxEntriesReturned=\"500\" Offset=\"{offset}\" BasePoint=\"Beginning\"/>" +
                "<m:ParentFolderIds><t:DistinguishedFolderId Id=\"msgfolderroot\"/></m:ParentFolderIds></m:FindFolder>")).Descendants(M + "RootFolder").Single();
            offset = (int)root.Attribute("IndexedPagingOffset")!;
            names.AddRange(root.Descendants(T + "DisplayName").Select(n => n.Value));
        }
        while ((string?)root.Attribute("IncludesLastItemInRange") == "false");

        Assert.Equal(exchange.Organization.Users[0].Mailbox.Folders.Select(f => f.DisplayName), names);
    }

    [Fact]
    public async Task An_error_belongs_to_its_id_and_speaks_the_language_of_the_mailbox()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        using var ews = new RawEws(exchange);
        var mailbox = exchange.Organization.Users[0].Mailbox;
        var gone = mailbox["inbox"].Items[3];
        mailbox.DeleteItem(gone);
        var answer = await ews.GetItemsAsync([mailbox["inbox"].Items[0].Id, gone.Id, "nonsense", string.Empty, mailbox["inbox"].Items[1].Id]);
        Assert.Equal(["NoError", "ErrorItemNotFound", "ErrorInvalidIdMalformed", "ErrorInvalidIdEmpty", "NoError"], Codes(answer));
        Assert.StartsWith("Das angegebene Objekt", answer.Descendants(M + "MessageText").First().Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_resolve_to_one_several_or_none()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo());
        using var ews = new RawEws(exchange) { Impersonate = null };
        var one = await ews.CallAsync(Resolve("claire"));
        Assert.Equal("claire@example.org", one.Descendants(T + "EmailAddress").Single().Value);
        var several = await ews.CallAsync(Resolve("d"));
        Assert.Equal(["ErrorNameResolutionMultipleResults"], Codes(several));
        Assert.Equal("Warning", (string?)several.Descendants(M + "ResolveNamesResponseMessage").Single().Attribute("ResponseClass"));
        Assert.Equal(["ErrorNameResolutionNoResults"], Codes(await ews.CallAsync(Resolve("nobody"))));
        Assert.Equal(["ErrorInvalidNameForNameResolution"], Codes(await ews.CallAsync(Resolve("-"))));
    }

    private static string Resolve(string entry) =>
        $"<m:ResolveNames ReturnFullContactData=\"true\" SearchScope=\"ActiveDirectory\"><m:UnresolvedEntry>{entry}</m:UnresolvedEntry></m:ResolveNames>";
}
