using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Contacts;
using KerioMigration.Tests.Http;
using KerioMigration.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace KerioMigration.Tests.Exchange;

/// <summary>Answers that real servers were seen to give and that the simulation does not, written by hand.</summary>
public sealed class OddAnswersTests
{
    private const string Root = "<m:GetFolderResponse><m:ResponseMessages><m:GetFolderResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode><m:Folders><t:Folder><t:FolderId Id=\"ROOT\"/></t:Folder></m:Folders></m:GetFolderResponseMessage></m:ResponseMessages></m:GetFolderResponse>";

    private readonly ConcurrentQueue<string> requests = new();

    [Fact]
    public async Task A_deep_search_that_stands_still_is_left_for_a_walk_level_by_level()
    {
        var folders = await WithServerAsync(
            (context, body) => Write(context, Envelope(body switch
            {
                _ when body.Contains("m:GetFolder", StringComparison.Ordinal) => Root,
                _ when body.Contains("Deep", StringComparison.Ordinal) => Folders("", includesLast: false, offset: 1),
                _ when body.Contains("Id=\"ROOT\"", StringComparison.Ordinal) => Folders(Folder("A", "ROOT", 1) + Folder("B", "ROOT", 0), includesLast: true),
                _ => Folders(Folder("C", "A", 0), includesLast: true),
            })),
            mailbox => mailbox.ListFoldersAsync(default));

        Assert.Equal(["A", "A/C", "B"], folders.Select(f => string.Join('/', f.Path)).Order(StringComparer.Ordinal));
        Assert.True(requests.Count(r => r.Contains("Deep", StringComparison.Ordinal)) <= 2);
    }

    [Fact]
    public async Task Search_folders_and_a_root_that_is_its_own_parent_do_no_harm()
    {
        var folders = await WithServerAsync(
            (context, body) => Write(context, Envelope(body.Contains("m:GetFolder", StringComparison.Ordinal)
                ? Root
                : Folders(Folder("A", "A", 0) + Folder("B", "GONE", 0) + "<t:SearchFolder><t:FolderId Id=\"S\"/><t:ParentFolderId Id=\"ROOT\"/><t:DisplayName>S</t:DisplayName></t:SearchFolder>", includesLast: true))),
            mailbox => mailbox.ListFoldersAsync(default));

        Assert.Equal(["A", "B"], folders.Select(f => f.DisplayName));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task What_follows_the_envelope_and_the_status_before_it_do_not_count(int status)
    {
        var folders = await WithServerAsync(
            (context, body) =>
            {
                context.Response.StatusCode = status;
                var answer = body.Contains("m:GetFolder", StringComparison.Ordinal) ? Root : Folders(Folder("A", "ROOT", 0), includesLast: true);
                return Write(context, Envelope(answer) + "<html><body>Server Error in '/EWS' Application.</body></html>");
            },
            mailbox => mailbox.ListFoldersAsync(default));

        Assert.Equal("A", Assert.Single(folders).DisplayName);
    }

    [Fact]
    public async Task Broken_base64_breaks_its_item_alone()
    {
        var items = await ReadAsync((context, body) => Write(context, Items(body, id => id == "2" ? "QUJDR" : "QUJD")), "1", "2", "3");

        Assert.Equal([null, Reason.ItemCorrupt, null], items.Select(i => i.Obstacle?.Reason));
        Assert.Equal("ABC"u8.ToArray(), items[2].Content!.ToBytes());
        Assert.All(items, i => i.Dispose());
    }

    [Fact]
    public async Task The_item_that_kills_every_request_it_is_in_is_found()
    {
        var items = await ReadAsync(
            (context, body) =>
            {
                if (body.Contains("Id=\"5\"", StringComparison.Ordinal))
                {
                    context.Abort();
                    return Task.CompletedTask;
                }

                return Write(context, Items(body, _ => "QUJD"));
            },
            [.. Enumerable.Range(0, 12).Select(i => $"{i}")]);

        Assert.Equal("5", Assert.Single(items, i => i.Failure is not null).Ref.Id);
        Assert.Equal(FailureScope.Item, items[5].Failure!.Scope);
        Assert.All(items, i => i.Dispose());
    }

    [Fact]
    public async Task An_answer_with_fewer_items_than_asked_is_completed()
    {
        var items = await ReadAsync((context, body) => Write(context, Items(body, _ => "QUJD", most: 2)), "1", "2", "3", "4", "5");

        Assert.Equal(["1", "2", "3", "4", "5"], items.Select(i => i.Ref.Id));
        Assert.All(items, i => Assert.Equal(3, i.Content!.Length));
        Assert.All(items, i => i.Dispose());
    }

    [Fact]
    public async Task A_field_that_the_server_does_not_know_is_left_out_from_then_on()
    {
        const string Refused = "calendar:MeetingWorkspaceUrl";
        var items = await WithServerAsync(
            (context, body) => Write(context, body.Contains("m:GetFolder", StringComparison.Ordinal) ? Envelope(Root) : Answer(Appointments(body, Refused))),
            async mailbox =>
            {
                var first = await mailbox.ReadItemsAsync([.. new[] { "1", "2" }.Select(i => new ItemRef { Id = i, Kind = ItemKind.Calendar })], default);
                return first.Concat(await mailbox.ReadItemsAsync([new ItemRef { Id = "3", Kind = ItemKind.Calendar }], default));
            });

        Assert.All(items, i => Assert.True(i is { Failure: null, Obstacle: null, Properties: not null }));
        Assert.Single(requests, r => r.Contains(Refused, StringComparison.Ordinal));
        Assert.Equal(3, requests.Count(r => r.Contains("m:GetItem", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_members_of_a_list_that_tells_nothing_are_asked_for_in_another_way()
    {
        const string Expansion = "<m:ExpandDLResponse><m:ResponseMessages><m:ExpandDLResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode><m:DLExpansion TotalItemsInView=\"2\" IncludesLastItemInRange=\"true\"><t:Mailbox><t:Name>Bob</t:Name><t:EmailAddress>bob@example.org</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType><t:MailboxType>Mailbox</t:MailboxType></t:Mailbox><t:Mailbox><t:Name>X</t:Name></t:Mailbox></m:DLExpansion></m:ExpandDLResponseMessage></m:ResponseMessages></m:ExpandDLResponse>";
        var items = await ReadAsync(
            ItemKind.DistributionList,
            body => body.Contains("m:ExpandDL", StringComparison.Ordinal) ? Envelope(Expansion)
                : body.Contains("distributionlist:Members", StringComparison.Ordinal) ? Answer(Error("ErrorItemCorrupt", ""))
                : Answer(Item("<t:DistributionList><t:ItemId Id=\"1\"/><t:DisplayName>Team</t:DisplayName></t:DistributionList>")));

        var list = Assert.IsType<DistributionList>(items[0].Properties);
        Assert.Equal(("Team", "1"), (list.Name, list.SourceKey));
        Assert.Equal([new(ListMemberKind.Directory, "Bob", "bob@example.org"), new ListMember(ListMemberKind.OneOff, "X", null)], list.Members);
        Assert.Equal(ItemFidelity.Rebuilt, items[0].Fidelity);
    }

    [Theory]
    [InlineData("1980-02-28T15:00:00Z", "Tokyo Standard Time", "1980-02-29")]
    [InlineData("1980-02-29T10:00:00Z", "Hawaiian Standard Time", "1980-02-29")]
    [InlineData("1980-02-28T10:00:00Z", "Line Islands Standard Time", "1980-02-29")]
    [InlineData("1980-02-29T00:00:00Z", "Hawaiian Standard Time", "1980-02-29")]
    [InlineData("1980-02-28T23:00:00Z", "No Such Time", "1980-02-29")]
    public async Task A_birthday_is_a_day_of_the_mailbox_s_own_zone(string instant, string zone, string day)
    {
        var items = await ReadAsync(
            ItemKind.Contact,
            body => body.Contains("OWA.UserOptions", StringComparison.Ordinal)
                ? Envelope($"<m:GetUserConfigurationResponse><m:ResponseMessages><m:GetUserConfigurationResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode><m:UserConfiguration><t:Dictionary><t:DictionaryEntry><t:DictionaryKey><t:Type>String</t:Type><t:Value>timezone</t:Value></t:DictionaryKey><t:DictionaryValue><t:Type>String</t:Type><t:Value>{zone}</t:Value></t:DictionaryValue></t:DictionaryEntry></t:Dictionary></m:UserConfiguration></m:GetUserConfigurationResponseMessage></m:ResponseMessages></m:GetUserConfigurationResponse>")
                : Answer(Item($"<t:Contact><t:ItemId Id=\"1\"/><t:Birthday>{instant}</t:Birthday></t:Contact>")));

        Assert.Equal(day, ((Contact)items[0].Properties!).Birthday?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_listing_that_stands_still_ends_and_is_not_taken_for_complete()
    {
        var thrown = await Assert.ThrowsAsync<MigrationException>(() => WithServerAsync(
            (context, body) => Write(context, Envelope(body.Contains("m:GetFolder", StringComparison.Ordinal)
                ? Root
                : "<m:SyncFolderItemsResponse><m:ResponseMessages><m:SyncFolderItemsResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode><m:SyncState>SAME</m:SyncState><m:IncludesLastItemInRange>false</m:IncludesLastItemInRange><m:Changes/></m:SyncFolderItemsResponseMessage></m:ResponseMessages></m:SyncFolderItemsResponse>")),
            mailbox => mailbox.ListChangesAsync(new FolderRef { Id = "A", DisplayName = "A" }, null, default)));

        Assert.Equal((FailureScope.Folder, Reason.UnexpectedAnswer), (thrown.Failure.Scope, thrown.Failure.Reason));
    }

    private Task<System.Collections.Generic.IReadOnlyList<SourceItem>> ReadAsync(Func<HttpContext, string, Task> answer, params string[] ids) => WithServerAsync(
        (context, body) => body.Contains("m:GetFolder", StringComparison.Ordinal) ? Write(context, Envelope(Root)) : answer(context, body),
        mailbox => mailbox.ReadItemsAsync([.. ids.Select(i => new ItemRef { Id = i })], default));

    private async Task<T> WithServerAsync<T>(Func<HttpContext, string, Task> answer, Func<ExchangeMailbox, Task<T>> use)
    {
        await using var server = await StubServer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            requests.Enqueue(body);
            context.Response.ContentType = "text/xml; charset=utf-8";
            await answer(context, body);
        });
        var time = new ImpatientTime();
        using var door = new HttpDoor(new HttpDoorOptions { Time = time });
        var client = new EwsClient(new Uri(server.Root, "EWS/Exchange.asmx"), door, new ServerPace("stub", 8, time));
        await using var mailbox = new ExchangeMailbox(_ => Task.FromResult(client), new MailboxRef("anna@example.org"));
        return await use(mailbox);
    }

    private static string Items(string request, Func<string, string> mime, int most = int.MaxValue)
    {
        var items = Regex.Matches(request, "ItemId Id=\"([^\"]+)\"").Take(most).Select(m => m.Groups[1].Value).Select(id =>
            $"<m:GetItemResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode><m:Items><t:Message><t:MimeContent>{mime(id)}</t:MimeContent><t:ItemId Id=\"{id}\"/></t:Message></m:Items></m:GetItemResponseMessage>");
        return Envelope($"<m:GetItemResponse><m:ResponseMessages>{string.Concat(items)}</m:ResponseMessages></m:GetItemResponse>");
    }

    private Task<System.Collections.Generic.IReadOnlyList<SourceItem>> ReadAsync(ItemKind kind, Func<string, string> answer) => WithServerAsync(
        (context, body) => Write(context, body.Contains("m:GetFolder", StringComparison.Ordinal) ? Envelope(Root) : answer(body)),
        mailbox => mailbox.ReadItemsAsync([new ItemRef { Id = "1", Kind = kind }], default));

    private static string Appointments(string request, string refused) => string.Concat(
        Regex.Matches(request, "ItemId Id=\"([^\"]+)\"").Select(m => request.Contains(refused, StringComparison.Ordinal)
            ? Error("ErrorInvalidPropertyRequest", $"<t:FieldURI FieldURI=\"{refused}\"/>")
            : Item($"<t:CalendarItem><t:ItemId Id=\"{m.Groups[1].Value}\"/><t:Start>2024-01-01T08:00:00Z</t:Start></t:CalendarItem>")));

    private static string Item(string item) =>
        $"<m:GetItemResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode><m:Items>{item}</m:Items></m:GetItemResponseMessage>";

    private static string Error(string code, string details) =>
        $"<m:GetItemResponseMessage ResponseClass=\"Error\"><m:MessageText>x</m:MessageText><m:ResponseCode>{code}</m:ResponseCode><m:MessageXml>{details}</m:MessageXml><m:Items/></m:GetItemResponseMessage>";

    private static string Answer(string messages) => Envelope($"<m:GetItemResponse><m:ResponseMessages>{messages}</m:ResponseMessages></m:GetItemResponse>");

    private static string Folders(string folders, bool includesLast, int? offset = null) =>
        $"<m:FindFolderResponse><m:ResponseMessages><m:FindFolderResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode><m:RootFolder {(offset is null ? "" : $"IndexedPagingOffset=\"{offset}\"")} TotalItemsInView=\"751\" IncludesLastItemInRange=\"{(includesLast ? "true" : "false")}\"><t:Folders>{folders}</t:Folders></m:RootFolder></m:FindFolderResponseMessage></m:ResponseMessages></m:FindFolderResponse>";

    private static string Folder(string id, string parent, int children) =>
        $"<t:Folder><t:FolderId Id=\"{id}\"/><t:ParentFolderId Id=\"{parent}\"/><t:DisplayName>{id}</t:DisplayName><t:ChildFolderCount>{children}</t:ChildFolderCount></t:Folder>";

    private static string Envelope(string body) =>
        $"<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\" xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\"><s:Body>{body}</s:Body></s:Envelope>";

    private static Task Write(HttpContext context, string text) => context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();
}
