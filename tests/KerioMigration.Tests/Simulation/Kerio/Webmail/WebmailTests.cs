using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio.Webmail;

/// <summary>The simulated client API as a plain HTTP client sees it, asked with the requests that are recorded of real clients.</summary>
public sealed class WebmailTests : IAsyncLifetime
{
    private const string Password = "Anna-secret1";

    private SimulatedKerio kerio = null!;
    private JsonRpcClient client = null!;

    public async Task InitializeAsync()
    {
        kerio = await SimulatedKerio.StartAsync();
        kerio.Store.AddUser("anna@example.com", Password, u => u.FullName = "Anna Arnold");
        kerio.Store.AddUser("bert@example.com", "Bert-secret1");
        client = new JsonRpcClient(kerio, kerio.WebmailUrl);
        await client.LoginAsync("anna@example.com", Password);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await kerio.DisposeAsync();
    }

    [Fact]
    public async Task The_owner_signs_in_with_a_cookie_and_a_token_of_the_webmail()
    {
        Assert.Matches("^[0-9a-f]{64}$", client.Token);
        var cookies = client.Cookies.GetCookies(kerio.WebmailUrl);
        Assert.True(cookies["SESSION_CONNECT_WEBMAIL"]!.HttpOnly);
        Assert.Equal(client.Token, cookies["TOKEN_CONNECT_WEBMAIL"]!.Value);
        Assert.Equal("anna@example.com", (string?)(await client.ResultAsync("Session.whoAmI"))["userDetails"]!["loginName"]);
        await client.ResultAsync("Session.logout");
        Assert.Equal(-32001, Code(await client.CallAsync("Session.whoAmI")));
        Assert.Contains(kerio.Calls, c => c is { Protocol: "webmail", Name: "Session.login" } && !c.Detail.Contains(Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_else_gets_in()
    {
        using var admin = await JsonRpcClient.SignInAsync(kerio);
        using var other = new JsonRpcClient(kerio, kerio.WebmailUrl);
        Assert.Equal(-32001, Code(await other.CallAsync("Folders.get")));
        other.Token = admin.Token;
        Assert.Equal(-32001, Code(await other.CallAsync("Folders.get")));
        Assert.Equal(1000, Code(await other.LoginAsync("anna@example.com", kerio.Options.MasterPassword!)));
        Assert.Equal(-32601, Code(await client.CallAsync("Users.get")));
        kerio.ExpireWebmailSessions();
        Assert.Equal(-32001, Code(await client.CallAsync("Folders.get")));
    }

    [Fact]
    public async Task Default_folders_are_told_by_type_and_subtype()
    {
        await using var german = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Language = "de" });
        german.Store.AddUser("anna@example.com", Password);
        using var one = new JsonRpcClient(german, german.WebmailUrl);
        await one.LoginAsync("anna@example.com", Password);
        var folders = (await one.ResultAsync("Folders.get"))["list"]!.AsArray();
        var root = Assert.Single(folders, f => (string?)f!["type"] == "FRoot")!;
        Assert.All(folders.Where(f => f != root), f => Assert.Equal((string?)root["id"], (string?)f!["parentId"]));
        var notes = Assert.Single(folders, f => (string?)f!["type"] == "FNote")!;
        Assert.Equal(("Notizen", "FSubDefault", "FPlaceMailbox"), ((string?)notes["name"], (string?)notes["subType"], (string?)notes["placeType"]));
        Assert.Equal("Papierkorb", (string?)Assert.Single(folders, f => (string?)f!["subType"] == "FSubDeletedItems")!["name"]);
    }

    [Fact]
    public async Task Folders_of_each_type_are_made_renamed_and_removed()
    {
        var made = await client.ResultAsync("Folders.create", """{"folders":[{"name":"Freunde","type":"FContact"},{"name":"Notes","type":"FNote"},{"name":"a/b","type":"FTask"}]}""");
        var id = (string)made["result"]![0]!["id"]!;
        Assert.Equal([(1, 1001), (2, 1000)], made["errors"]!.AsArray().Select(e => ((int)e!["inputIndex"]!, (int)e["code"]!)));
        Assert.Equal(FolderKind.Contacts, kerio.Store.Mailbox("anna@example.com").Folder("Freunde").Kind);
        Assert.Empty((await client.ResultAsync("Folders.set", $$"""{"folders":[{"id":"{{id}}","name":"Friends","color":"#ff0000"}]}"""))["errors"]!.AsArray());
        Assert.Equal("#ff0000", kerio.Store.Mailbox("anna@example.com").Folder("Friends").Color);
        var removed = await client.ResultAsync("Folders.remove", $$"""{"ids":["{{id}}","{{await FolderAsync("FNote")}}"],"recursive":false}""");
        Assert.Equal(1003, (int)Assert.Single(removed["errors"]!.AsArray())!["code"]!);
        Assert.Equal(-32602, Code(await client.CallAsync("Folders.create", JsonNode.Parse("""{"folders":[{"name":"Mail","type":"FMail"}]}"""))));
    }

    [Fact]
    public async Task A_note_keeps_text_and_color_and_gets_its_dates_from_the_server()
    {
        var folder = await FolderAsync("FNote");
        var made = await client.ResultAsync("Notes.create", $$"""{"notes":[{"folderId":"{{folder}}","text":"Buy milk\nand eggs","color":"Yellow","createDate":"19990101T000000+0000"}]}""");
        Assert.Empty(made["errors"]!.AsArray());
        var id = (string)made["result"]![0]!["id"]!;
        Assert.Matches("^keriostorage://note/example.com/anna/[0-9a-f-]{36}/1$", id);
        Assert.NotNull(made["result"]![0]!["watermark"]);
        var note = Assert.Single((await client.ResultAsync("Notes.getById", $$"""{"ids":["{{id}}"]}"""))["result"]!.AsArray())!;
        Assert.Equal(("Buy milk\nand eggs", "Yellow", "Buy milk"), ((string?)note["text"], (string?)note["color"], (string?)note["subject"]));
        Assert.DoesNotContain("1999", (string?)note["createDate"], StringComparison.Ordinal);

        await client.ResultAsync("Notes.set", $$"""{"notes":[{"id":"{{id}}","color":"Blue"}]}""");
        var listed = await client.ResultAsync("Notes.get", $$"""{"folderIds":["{{folder}}"],"query":{"fields":["text","color"]} }""");
        Assert.Equal(1, (int)listed["totalItems"]!);
        Assert.Equal("""{"text":"Buy milk\nand eggs","color":"Blue"}""", listed["list"]![0]!.ToJsonString());
    }

    [Fact]
    public async Task Items_move_into_another_folder_under_another_id_and_go()
    {
        var (from, to) = (await FolderAsync("FNote"), await CreateAsync("Archive", "FNote"));
        var id = await NoteAsync(from, "A");
        var moved = await client.ResultAsync("Notes.move", $$"""{"ids":["{{id}}","keriostorage://note/none"],"folder":"{{to}}"}""");
        var newId = (string)moved["result"]![0]!["id"]!;
        Assert.NotEqual(id, newId);
        Assert.Equal(1002, (int)moved["errors"]![0]!["code"]!);
        Assert.Equal(0, (int)(await ListAsync("Notes.get", from))["totalItems"]!);
        Assert.Equal(1002, (int)(await client.ResultAsync("Notes.remove", $$"""{"ids":["{{newId}}","{{id}}"]}"""))["errors"]![0]!["code"]!);
        Assert.Equal(0, (int)(await ListAsync("Notes.get", to))["totalItems"]!);
        Assert.Equal(4104, Code(await client.CallAsync("Notes.move", new JsonObject { ["ids"] = new JsonArray(id), ["folder"] = from + "0" })));
    }

    [Theory]
    [InlineData("""{"text":"A","color":"Red"}""")]
    [InlineData("""{"color":"Blue"}""")]
    [InlineData("""{"text":"A","position":{"xOffset":-1}}""")]
    public async Task A_note_of_another_shape_is_refused(string note)
    {
        var given = JsonNode.Parse(note)!.AsObject();
        given["folderId"] = await FolderAsync("FNote");
        Assert.Equal(-32602, Code(await client.CallAsync("Notes.create", new JsonObject { ["notes"] = new JsonArray(given) })));
    }

    [Fact]
    public async Task A_full_mailbox_takes_what_fits()
    {
        kerio.Store.FindUser("anna@example.com")!.ItemQuota = 1;
        var folder = await FolderAsync("FNote");
        var made = await client.ResultAsync("Notes.create", $$"""{"notes":[{"folderId":"{{folder}}","text":"A"},{"folderId":"{{folder}}","text":"B"}]}""");
        Assert.Equal([0], made["result"]!.AsArray().Select(r => (int)r!["inputIndex"]!));
        Assert.Equal((1, 4102), ((int)made["errors"]![0]!["inputIndex"]!, (int)made["errors"]![0]!["code"]!));
        var quota = (await client.ResultAsync("Session.getQuotaInformation"))["quotaInfo"]!;
        Assert.Equal((1, 1, 0L), ((int)quota["messagesLimit"]!, (int)quota["messagesUsed"]!, (long)quota["spaceLimit"]!));
    }

    [Fact]
    public async Task A_contact_is_the_vCard_that_CardDAV_shows()
    {
        var folder = await FolderAsync("FContact");
        var made = await client.ResultAsync("Contacts.create", $$"""
            {"contacts":[{"folderId":"{{folder}}","type":"ctContact","commonName":"Dr. Jo Ä; Doe","firstName":"Jo","surName":"Doe","titleBefore":"Dr.",
             "emailAddresses":[{"address":"jo@example.org","type":"EmailWork"}],"phoneNumbers":[{"type":"TypeMobile","number":"+49 1"}],"comment":"one\ntwo"}]}
            """);
        var stored = Assert.Single(kerio.Store.Mailbox("anna@example.com").Default(FolderKind.Contacts).Resources.All);
        Assert.EndsWith("-00000001.eml", stored.Name, StringComparison.Ordinal);
        Assert.Contains("FN:Dr. Jo Ä\\; Doe\r\nN:Doe;Jo;;Dr.;\r\nEMAIL;TYPE=WORK:jo@example.org\r\nTEL;TYPE=CELL:+49 1\r\nNOTE:one\\ntwo\r\n", stored.Text, StringComparison.Ordinal);
        var id = (string)made["result"]![0]!["id"]!;
        var contact = (await client.ResultAsync("Contacts.getById", $$"""{"ids":["{{id}}"]}"""))["result"]![0]!;
        Assert.Equal(("Dr. Jo Ä; Doe", "Doe", "one\ntwo"), ((string?)contact["commonName"], (string?)contact["surName"], (string?)contact["comment"]));
        Assert.Equal("TypeMobile", (string?)contact["phoneNumbers"]![0]!["type"]);
    }

    [Fact]
    public async Task A_vCard_that_came_by_CardDAV_is_a_contact()
    {
        kerio.Store.Mailbox("anna@example.com").Default(FolderKind.Contacts).Resources.Add(new NewResource(
            "text/vcard", "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u1\r\nFN:Bea\r\nN:Berg;Bea\r\nitem1.EMAIL;TYPE=INTERNET;TYPE=HOME:bea@exa\r\n mple.org\r\nEND:VCARD\r\n", "u1", "u1.vcf"));
        var contact = Assert.Single((await ListAsync("Contacts.get", await FolderAsync("FContact")))["list"]!.AsArray())!;
        Assert.Equal(("Bea", "Berg"), ((string?)contact["commonName"], (string?)contact["surName"]));
        Assert.Equal(("bea@example.org", "EmailHome"), ((string?)contact["emailAddresses"]![0]!["address"], (string?)contact["emailAddresses"]![0]!["type"]));
    }

    [Fact]
    public async Task A_distribution_list_refers_to_what_is_there_and_needs_addresses()
    {
        var folder = await FolderAsync("FContact");
        var contact = await ContactAsync($$"""{"folderId":"{{folder}}","commonName":"C","emailAddresses":[{"address":"c@x.org","type":"EmailWork"}]}""");
        var list = $$"""{"folderId":"{{folder}}","type":"ctDistributionList","commonName":"Team","emailAddresses":[{"address":"a@x.org","type":"EmailOther"},{"type":"RefContact","refId":"{{contact}}"}]}""";
        var id = await ContactAsync(list);
        var stored = (await client.ResultAsync("Contacts.getById", $$"""{"ids":["{{id}}"]}"""))["result"]![0]!;
        Assert.Equal(["EmailOther", "RefContact"], stored["emailAddresses"]!.AsArray().Select(m => (string?)m!["type"]));
        var refused = await client.ResultAsync("Contacts.create", $$"""
            {"contacts":[{{list.Replace(contact, contact + "0", StringComparison.Ordinal)}},{{list.Replace("a@x.org", "", StringComparison.Ordinal)}},{{list.Replace("Team", "", StringComparison.Ordinal)}}]}
            """);
        Assert.Equal([1002, 1000, 1000], refused["errors"]!.AsArray().Select(e => (int)e!["code"]!));
    }

    [Fact]
    public async Task A_photo_is_a_JPEG_of_limited_size()
    {
        var folder = await FolderAsync("FContact");
        var jpeg = new byte[256 << 10];
        (jpeg[0], jpeg[1]) = (0xFF, 0xD8);
        Assert.NotNull(await ContactAsync(await WithPhotoAsync(jpeg)));
        Assert.Contains("PHOTO;ENCODING=b;TYPE=JPEG:/9gA", Assert.Single(kerio.Store.Mailbox("anna@example.com").Default(FolderKind.Contacts).Resources.All).Text, StringComparison.Ordinal);
        foreach (var refused in new[] { [.. jpeg, 0], "PNG"u8.ToArray() })
        {
            var answer = await client.ResultAsync("Contacts.create", $$"""{"contacts":[{{await WithPhotoAsync(refused)}}]}""");
            Assert.Equal(1000, (int)Assert.Single(answer["errors"]!.AsArray())!["code"]!);
        }

        async Task<string> WithPhotoAsync(byte[] photo) =>
            $$"""{"folderId":"{{folder}}","commonName":"C","photo":{"id":"{{await client.UploadAsync(photo)}}"} }""";
    }

    [Fact]
    public async Task Rights_are_a_list_that_is_replaced_whole()
    {
        var folder = await FolderAsync("FCalendar");
        var bert = (await client.ResultAsync("Principals.getByEmail", """{"email":"bert@example.com"}"""))["principal"]!;
        Assert.Equal(1002, Code(await client.CallAsync("Principals.getByEmail", new JsonObject { ["email"] = "nobody@example.com" })));
        await client.ResultAsync("Folders.setPermissions", $$"""
            {"folderId":"{{folder}}","recursive":false,"permissions":[{"access":"FAccessReadWrite","principal":{"id":"{{bert["id"]}}","type":"ptUser"} },{"access":"FAccessReadOnly","principal":{"id":"","type":"ptAuthUser"} }]}
            """);
        var permissions = (await client.ResultAsync("Folders.getPermissions", $$"""{"folderId":"{{folder}}"}"""))["permissions"]!.AsArray();
        Assert.Equal(["FAccessReadWrite", "FAccessReadOnly"], permissions.Select(p => (string?)p!["access"]));
        Assert.Equal("bert@example.com", (string?)permissions[0]!["principal"]!["mailAddress"]);
        Assert.All(permissions, p => Assert.False((bool)p!["inherited"]!));
        Assert.Equal(1002, Code(await client.CallAsync("Folders.setPermissions", JsonNode.Parse($$"""
            {"folderId":"{{folder}}","recursive":false,"permissions":[{"access":"FAccessReadWrite","principal":{"id":"keriodb://user/none","type":"ptUser"} }]}
            """))));
    }

    [Fact]
    public async Task Public_folders_need_a_right_and_inherit_what_cannot_be_rewritten()
    {
        var root = (string)(await client.ResultAsync("Folders.getPublic"))["list"]![0]!["id"]!;
        var create = $$"""{"folders":[{"name":"Team","type":"FCalendar","parentId":"{{root}}"}]}""";
        Assert.Equal(1004, (int)(await client.ResultAsync("Folders.create", create))["errors"]![0]!["code"]!);
        kerio.Store.FindUser("anna@example.com")!.Right = new UserRight(PublicFolders: true);
        var id = (string)(await client.ResultAsync("Folders.create", create))["result"]![0]!["id"]!;
        var inherited = Assert.Single((await client.ResultAsync("Folders.getPermissions", $$"""{"folderId":"{{id}}"}"""))["permissions"]!.AsArray())!;
        Assert.Equal((true, "ptDomain"), ((bool)inherited["inherited"]!, (string?)inherited["principal"]!["type"]));
        var rewritten = new JsonObject { ["folderId"] = id, ["recursive"] = false, ["permissions"] = new JsonArray(inherited.DeepClone()) };
        Assert.Equal(1003, Code(await client.CallAsync("Folders.setPermissions", rewritten)));
    }

    [Fact]
    public async Task Out_of_office_delegates_and_filters_are_kept()
    {
        await client.ResultAsync("Session.setOutOfOffice", """{"settings":{"isEnabled":true,"text":"Weg","isTimeRangeEnabled":true,"timeRangeStart":"20260104T090000+0100","timeRangeEnd":"20260110T090000+0100"} }""");
        Assert.Equal("Weg", (string?)(await client.ResultAsync("Session.getOutOfOffice"))["settings"]!["text"]);
        Assert.True(kerio.Store.FindUser("anna@example.com")!.OutOfOffice.IsTimeRangeEnabled);

        var bert = kerio.Store.FindUser("bert@example.com")!.Id;
        await client.ResultAsync("Delegation.set", $$"""{"list":[{"principal":{"id":"{{bert}}","type":"ptUser"},"isInboxRW":true}]}""");
        Assert.True((bool)(await client.ResultAsync("Delegation.get"))["list"]![0]!["isInboxRW"]!);
        Assert.Equal(-32602, Code(await client.CallAsync("Delegation.set", JsonNode.Parse("""{"list":[{"principal":{"id":"x","type":"ptGroup"},"isInboxRW":true}]}"""))));

        var stamp = (long)(await client.ResultAsync("Filters.get"))["dataStamp"]!;
        var set = $$"""{"currentDataStamp":{{stamp}},"filters":[{"isEnabled":true,"description":"Spam","isIncomplete":false,"conditions":[],"actions":[],"evaluationMode":"EmAllOf"}]}""";
        Assert.NotEqual(stamp, (long)(await client.ResultAsync("Filters.set", set))["newDataStamp"]!);
        Assert.Equal(1000, Code(await client.CallAsync("Filters.set", JsonNode.Parse(set))));
        Assert.Equal("Spam", (string?)(await client.ResultAsync("Filters.get"))["filters"]![0]!["description"]);
    }

    [Theory]
    [InlineData(0, "EmAllOf", "CtFrom", "CcContain", "x", "FaFileInto", "Trash")]
    [InlineData(0, "EmAnyOf", "CtAttachment", "CcNoComparator", null, "FaStop", null)]
    [InlineData(0, "EmAllOf", "CtSize", "CcOver", "1024", "FaKeep", null)]
    [InlineData(-32602, "EmOneOf", "CtFrom", "CcContain", "x", "FaKeep", null)]
    [InlineData(-32602, "EmAllOf", "CtBody", "CcContain", "x", "FaKeep", null)]
    [InlineData(-32602, "EmAllOf", "CtFrom", "CcOver", "x", "FaKeep", null)]
    [InlineData(-32602, "EmAllOf", "CtFrom", "CcContain", null, "FaKeep", null)]
    [InlineData(-32602, "EmAllOf", "CtAll", "CcNoComparator", "x", "FaKeep", null)]
    [InlineData(-32602, "EmAllOf", "CtAll", "CcNoComparator", null, "FaMove", null)]
    [InlineData(-32602, "EmAllOf", "CtAll", "CcNoComparator", null, "FaFileInto", null)]
    public async Task Filters_take_the_words_of_their_interface_alone(int code, string mode, string target, string comparator, string? value, string action, string? parameter)
    {
        var filter = new JsonObject
        {
            ["isEnabled"] = true,
            ["description"] = "x",
            ["isIncomplete"] = false,
            ["evaluationMode"] = mode,
            ["conditions"] = new JsonArray(new JsonObject { ["testedTarget"] = target, ["comparator"] = comparator, ["parameters"] = List(value) }),
            ["actions"] = new JsonArray(new JsonObject { ["type"] = action, ["parameters"] = List(parameter) }),
        };
        var stamp = (long)(await client.ResultAsync("Filters.get"))["dataStamp"]!;
        Assert.Equal(code, Code(await client.CallAsync("Filters.set", new JsonObject { ["currentDataStamp"] = stamp, ["filters"] = new JsonArray(filter) })));

        static JsonArray List(string? value) => value is null ? [] : [value];
    }

    [Fact]
    public async Task A_fault_hits_one_item_or_ends_the_call_behind_one()
    {
        var folder = await FolderAsync("FNote");
        kerio.Faults.Add(new Fault { On = "Notes.create", Action = FaultAction.ItemError, From = 2, Code = "4100", Text = "Folder is being reindexed." });
        var three = $$"""{"notes":[{{string.Join(',', Enumerable.Range(0, 3).Select(i => $$"""{"folderId":"{{folder}}","text":"{{i}}"}"""))}}]}""";
        var made = await client.ResultAsync("Notes.create", three);
        Assert.Equal([0, 2], made["result"]!.AsArray().Select(r => (int)r!["inputIndex"]!));
        kerio.Faults.Clear();
        kerio.Faults.Add(new Fault { On = "Stored", Action = FaultAction.DoneThenReset, From = 2, Target = "Notes" });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.ResultAsync("Notes.create", three));
        Assert.Equal(4, (int)(await ListAsync("Notes.get", folder))["totalItems"]!);
    }

    private static int Code(JsonObject answer) => (int?)answer["error"]?["code"] ?? 0;

    private async Task<string> FolderAsync(string type) =>
        (string)(await client.ResultAsync("Folders.get"))["list"]!.AsArray().First(f => (string?)f!["type"] == type && (string?)f["subType"] == "FSubDefault")!["id"]!;

    private async Task<string> CreateAsync(string name, string type) =>
        (string)(await client.ResultAsync("Folders.create", $$"""{"folders":[{"name":"{{name}}","type":"{{type}}"}]}"""))["result"]![0]!["id"]!;

    private async Task<string> NoteAsync(string folder, string text) =>
        (string)(await client.ResultAsync("Notes.create", $$"""{"notes":[{"folderId":"{{folder}}","text":"{{text}}"}]}"""))["result"]![0]!["id"]!;

    private async Task<string> ContactAsync(string contact) =>
        (string)(await client.ResultAsync("Contacts.create", $$"""{"contacts":[{{contact}}]}"""))["result"]![0]!["id"]!;

    private Task<JsonNode> ListAsync(string method, string folder) => client.ResultAsync(method, $$"""{"folderIds":["{{folder}}"],"query":{} }""");
}
