using System;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using Xunit;

namespace KerioMigration.Tests.Simulation.Exchange;

/// <summary>Permissions, delegates, the out-of-office notice, pictures; the archive and public folders.</summary>
public sealed class MailboxSettingTests
{
    private const string Permissions =
        "<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI=\"folder:PermissionSet\"/></t:AdditionalProperties></m:FolderShape>" +
        "<m:FolderIds><t:DistinguishedFolderId Id=\"calendar\"/><t:DistinguishedFolderId Id=\"contacts\"/><t:DistinguishedFolderId Id=\"tasks\"/></m:FolderIds></m:GetFolder>";

    private static readonly XNamespace T = RawEws.T;

    [Fact]
    public async Task Folders_tell_who_may_do_what()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange);
        var sets = (await ews.CallAsync(Permissions)).Descendants(T + "PermissionSet").ToList();
        Assert.Equal(
            ["FreeBusyTimeAndSubjectAndLocation", "None", "Editor", "Reviewer"], sets[0].Descendants(T + "CalendarPermissionLevel").Select(e => e.Value));
        Assert.Equal(["Default", "Anonymous"], sets[0].Descendants(T + "DistinguishedUser").Select(e => e.Value));
        Assert.Equal("TimeAndSubjectAndLocation", sets[0].Descendants(T + "ReadItems").First().Value);
        Assert.Single(sets[0].Descendants(T + "UnknownEntry"));
        var custom = sets[1].Descendants(T + "Permission").Last();
        Assert.Equal(("Custom", "All", "None"), ((string?)custom.Element(T + "PermissionLevel"), (string?)custom.Element(T + "EditItems"), (string?)custom.Element(T + "DeleteItems")));
        Assert.Equal(["None", "None"], sets[2].Descendants(T + "PermissionLevel").Select(e => e.Value));
    }

    [Fact]
    public async Task Delegates_come_with_the_levels_they_have()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange);
        var answer = await ews.CallAsync("<m:GetDelegate IncludePermissions=\"true\"><m:Mailbox><t:EmailAddress>anna@example.org</t:EmailAddress></m:Mailbox></m:GetDelegate>");
        Assert.Equal("Success", (string?)answer.Attribute("ResponseClass"));
        var users = answer.Descendants(RawEws.M + "DelegateUser").ToList();
        Assert.Equal(["bob@example.org", "claire@example.org"], users.Select(u => u.Descendants(T + "PrimarySmtpAddress").Single().Value));
        Assert.Equal(["Editor", "Editor", "Reviewer"], users[0].Element(T + "DelegatePermissions")!.Elements().Select(e => e.Value));
    }

    [Fact]
    public async Task The_notice_is_for_the_owner_alone()
    {
        const string Request = "<m:GetUserOofSettingsRequest><t:Mailbox><t:Address>anna@example.org</t:Address></t:Mailbox></m:GetUserOofSettingsRequest>";
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange);
        var answer = await ews.CallAsync(Request);
        Assert.Equal("GetUserOofSettingsResponse", answer.Name.LocalName);
        Assert.Equal("Scheduled", answer.Descendants(T + "OofState").Single().Value);
        Assert.Equal("<html><body>Bin im Urlaub &amp; nicht da</body></html>", answer.Descendants(T + "Message").First().Value);
        ews.Impersonate = "bob@example.org";
        Assert.Equal("ErrorAccessDenied", await ews.FaultCodeAsync(Request));
    }

    [Fact]
    public async Task Rules_come_in_their_order_with_conditions_exceptions_and_actions()
    {
        const string Request = "<m:GetInboxRules><m:MailboxSmtpAddress>anna@example.org</m:MailboxSmtpAddress></m:GetInboxRules>";
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange);
        var answer = await ews.CallAsync(Request);
        Assert.Equal("Success", (string?)answer.Attribute("ResponseClass"));
        var rules = answer.Descendants(T + "Rule").ToList();
        Assert.Equal(["1 Team & Ähnliches true", "2 Alles false"], rules.Select(r => $"{r.Element(T + "Priority")!.Value} {r.Element(T + "DisplayName")!.Value} {r.Element(T + "IsEnabled")!.Value}"));
        Assert.Equal(["ContainsSubjectStrings", "FromAddresses", "WithinSizeRange"], rules[0].Element(T + "Conditions")!.Elements().Select(e => e.Name.LocalName));
        Assert.Null(rules[1].Element(T + "Conditions"));
        ews.Impersonate = "bob@example.org";
        Assert.Equal("Error", (string?)(await ews.CallAsync(Request)).Attribute("ResponseClass"));
    }

    [Fact]
    public async Task A_picture_is_in_the_directory_or_not()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange) { Version = "Exchange2013_SP1" };
        var answer = await ews.CallAsync(Photo("anna"));
        Assert.Equal(exchange.Organization.Users[0].Mailbox.Settings.Photo.ToArray(), Convert.FromBase64String(answer.Element(RawEws.M + "PictureData")!.Value));
        Assert.Equal("Error", (string?)(await ews.CallAsync(Photo("claire"))).Attribute("ResponseClass"));
    }

    [Fact]
    public async Task Programs_keep_their_settings_in_folders()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange) { Impersonate = "bob@example.org" };
        var options = await ews.CallAsync(Configuration("OWA.UserOptions", "root"));
        Assert.Equal(["timezone", "Eastern Standard Time"], options.Descendants(T + "Value").Select(v => v.Value));
        Assert.Equal("ErrorItemNotFound", RawEws.Codes(await ews.CallAsync(Configuration("CategoryList", "calendar"))).Single());
        ews.Impersonate = "anna@example.org";
        var xml = Convert.FromBase64String((await ews.CallAsync(Configuration("CategoryList", "calendar"))).Descendants(T + "XmlData").Single().Value);
        Assert.Contains("Rote Kategorie", System.Text.Encoding.UTF8.GetString(xml), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_expanded_one_level_deep()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange);
        var contacts = exchange.Organization.Users[0].Mailbox["contacts"];
        var list = contacts.Items.First(i => i.Subject == "Alle");
        var answer = await ews.CallAsync($"<m:ExpandDL><m:Mailbox><t:ItemId Id=\"{list.Id}\"/></m:Mailbox></m:ExpandDL>");
        Assert.Equal(["Contact", "PrivateDL", "PublicDL", "Mailbox"], answer.Descendants(T + "MailboxType").Select(e => e.Value));
        Assert.Equal(contacts.Items.First(i => i.Subject == "Team").Id, (string?)answer.Descendants(T + "ItemId").Last().Attribute("Id"));
        var none = await ews.CallAsync($"<m:ExpandDL><m:Mailbox><t:ItemId Id=\"{contacts.Items[0].Id}\"/></m:Mailbox></m:ExpandDL>");
        Assert.Equal("ErrorNameResolutionNoResults", RawEws.Codes(none).Single());
    }

    [Fact]
    public async Task The_archive_hangs_at_a_root_of_its_own()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange);
        var folders = (await ews.CallAsync(Find("Deep", "archivemsgfolderroot"))).Descendants(T + "DisplayName").Select(e => e.Value);
        Assert.Equal(["Archiv 2019"], folders);
        Assert.DoesNotContain("Archiv 2019", (await ews.CallAsync(Find("Deep", "msgfolderroot"))).Descendants(T + "DisplayName").Select(e => e.Value));
        ews.Impersonate = "bob@example.org";
        Assert.Equal("ErrorFolderNotFound", RawEws.Codes(await ews.CallAsync(Find("Deep", "archivemsgfolderroot"))).Single());
    }

    [Fact]
    public async Task Public_folders_are_walked_level_by_level_and_listed()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware());
        using var ews = new RawEws(exchange);
        Assert.Equal("ErrorInvalidOperation", RawEws.Codes(await ews.CallAsync(Find("Deep", "publicfoldersroot"))).Single());
        var company = (await ews.CallAsync(Find("Shallow", "publicfoldersroot"))).Descendants(T + "Folder").Single();
        Assert.Equal("Firma", (string?)company.Element(T + "DisplayName"));
        var rooms = exchange.Organization.PublicFolders!.Folders.Concat(exchange.Organization.PublicFolders.Root.WithDescendants()).First(f => f.DisplayName == "Räume");
        Assert.Equal("ErrorInvalidOperation", RawEws.Codes(await ews.SyncItemsAsync(rooms.Id)).Single());
        var find = $"<m:FindItem Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:ParentFolderIds><t:FolderId Id=\"{rooms.Id}\"/></m:ParentFolderIds></m:FindItem>";
        Assert.Equal("ErrorPublicFolderRequestProcessingFailed", RawEws.Codes(await ews.CallAsync(find)).Single());
        ews.Headers.Add("X-AnchorMailbox", "PublicFolders@example.org");
        ews.Headers.Add("X-PublicFolderMailbox", "PublicFolders@example.org");
        var found = await ews.CallAsync(find);
        var id = (string)found.Descendants(T + "ItemId").Single().Attribute("Id")!;
        Assert.Equal("NoError", RawEws.Codes(await ews.GetItemsAsync([id], false)).Single());
    }

    private static string Configuration(string name, string folder) =>
        $"<m:GetUserConfiguration><m:UserConfigurationName Name=\"{name}\"><t:DistinguishedFolderId Id=\"{folder}\"/></m:UserConfigurationName><m:UserConfigurationProperties>All</m:UserConfigurationProperties></m:GetUserConfiguration>";

    private static string Photo(string alias) => $"<m:GetUserPhoto><m:Email>{alias}@example.org</m:Email><m:SizeRequested>HR96x96</m:SizeRequested></m:GetUserPhoto>";

    private static string Find(string traversal, string root) =>
        $"<m:FindFolder Traversal=\"{traversal}\"><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:ParentFolderIds><t:DistinguishedFolderId Id=\"{root}\"/></m:ParentFolderIds></m:FindFolder>";
}
