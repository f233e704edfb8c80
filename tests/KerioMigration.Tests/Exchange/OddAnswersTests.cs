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

    private static string Folders(string folders, bool includesLast, int? offset = null) =>
        $"<m:FindFolderResponse><m:ResponseMessages><m:FindFolderResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode><m:RootFolder {(offset is null ? "" : $"IndexedPagingOffset=\"{offset}\"")} TotalItemsInView=\"751\" IncludesLastItemInRange=\"{(includesLast ? "true" : "false")}\"><t:Folders>{folders}</t:Folders></m:RootFolder></m:FindFolderResponseMessage></m:ResponseMessages></m:FindFolderResponse>";

    private static string Folder(string id, string parent, int children) =>
        $"<t:Folder><t:FolderId Id=\"{id}\"/><t:ParentFolderId Id=\"{parent}\"/><t:DisplayName>{id}</t:DisplayName><t:ChildFolderCount>{children}</t:ChildFolderCount></t:Folder>";

    private static string Envelope(string body) =>
        $"<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\" xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\"><s:Body>{body}</s:Body></s:Envelope>";

    private static Task Write(HttpContext context, string text) => context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();
}
