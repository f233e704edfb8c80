using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Seeding;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KerioMigration.Tests.Simulation.Exchange;

public sealed class FaultTests
{
    private const string GetInbox =
        "<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id=\"inbox\"/></m:FolderIds></m:GetFolder>";

    [Fact]
    public async Task Busy_says_how_long_once_and_then_it_is_over()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        exchange.Faults.Add(new Fault { On = "GetFolder", Action = FaultAction.Busy, From = 2, Duration = TimeSpan.FromSeconds(297.749) });
        using var ews = new RawEws(exchange);
        await ews.CallAsync(GetInbox);
        var fault = await ews.FaultAsync(GetInbox);
        Assert.Equal("a:ErrorServerBusy", (string?)fault.Element("faultcode"));
        var value = fault.Descendants(RawEws.T + "Value").Single();
        Assert.Equal(("BackOffMilliseconds", "297749"), ((string?)value.Attribute("Name"), value.Value));
        await ews.CallAsync(GetInbox);
    }

    [Fact]
    public async Task Busy_may_say_no_time()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        exchange.Faults.Add(new Fault { On = "*", Action = FaultAction.Busy });
        using var ews = new RawEws(exchange);
        Assert.Empty((await ews.FaultAsync(GetInbox)).Descendants(RawEws.T + "MessageXml"));
    }

    [Fact]
    public async Task A_status_comes_with_the_time_to_wait()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        exchange.Faults.Add(new Fault { On = "GetFolder", Action = FaultAction.HttpStatus, Status = 503, Duration = TimeSpan.FromSeconds(7), Text = "<html>Service Unavailable</html>" });
        using var ews = new RawEws(exchange);
        using var response = await ews.PostAsync(GetInbox);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task A_web_page_or_nothing_comes_instead_of_an_answer()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        exchange.Faults.Add(new Fault { On = "GetFolder", Action = FaultAction.Html });
        exchange.Faults.Add(new Fault { On = "GetFolder", Action = FaultAction.Empty, From = 2 });
        using var ews = new RawEws(exchange);
        using var page = await ews.PostAsync(GetInbox);
        Assert.Equal(("text/html", HttpStatusCode.OK), (page.Content.Headers.ContentType!.MediaType, page.StatusCode));
        using var empty = await ews.PostAsync(GetInbox);
        Assert.Empty(await empty.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_web_page_may_follow_a_good_answer()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        exchange.Faults.Add(new Fault { On = "GetFolder", Action = FaultAction.HtmlAfter });
        using var ews = new RawEws(exchange);
        using var response = await ews.PostAsync(GetInbox);
        Assert.Contains("NoError</m:ResponseCode>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.EndsWith("</s:Envelope>" + "<!DOCTYPE html>", (await response.Content.ReadAsStringAsync()).Split("<html>")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultAction.Reset)]
    [InlineData(FaultAction.DoneThenReset)]
    public async Task The_connection_ends_without_an_answer(FaultAction action)
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        exchange.Faults.Add(new Fault { On = "GetFolder", Action = action });
        using var ews = new RawEws(exchange);
        await Assert.ThrowsAsync<HttpRequestException>(() => ews.PostAsync(GetInbox));
        await ews.CallAsync(GetInbox);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1_500)]
    [InlineData(250_000)]
    public async Task An_answer_ends_after_so_many_bytes(int bytes)
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.WithHugeMessage(1_000_000));
        exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.CloseAfterBytes, Bytes = bytes });
        using var ews = new RawEws(exchange);
        var request = new HttpRequestMessage(HttpMethod.Post, exchange.EwsUrl)
        {
            Content = new StringContent(
                ews.Envelope($"<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:IncludeMimeContent>true</t:IncludeMimeContent></m:ItemShape><m:ItemIds><t:ItemId Id=\"{exchange.Organization.Users[0].Mailbox["inbox"].Items[^1].Id}\"/></m:ItemIds></m:GetItem>"),
                System.Text.Encoding.UTF8,
                "text/xml"),
        };
        request.Headers.Authorization = ews.Headers.Authorization;
        using var client = RawEws.Client(exchange);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        using var copy = new MemoryStream();
        await Assert.ThrowsAnyAsync<Exception>(() => stream.CopyToAsync(copy));
        Assert.Equal(bytes, copy.Length);
    }

    [Fact]
    public async Task A_stalled_answer_ends_when_the_client_gives_up()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        exchange.Faults.Add(new Fault { On = "GetFolder", Action = FaultAction.Stall });
        using var client = RawEws.Client(exchange);
        using var ews = new RawEws(exchange);
        client.DefaultRequestHeaders.Authorization = ews.Headers.Authorization;
        using var patience = new CancellationTokenSource();
        var pending = client.PostAsync(exchange.EwsUrl, new StringContent(ews.Envelope(GetInbox), System.Text.Encoding.UTF8, "text/xml"), patience.Token);
        while (exchange.Requests.Count == 0)
        {
            await Task.Yield();
        }

        Assert.False(pending.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        await ews.CallAsync(GetInbox);
    }

    [Fact]
    public async Task Item_faults_hit_every_nth_item_across_calls_or_one_item_by_its_subject()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.ItemError, Code = "ErrorMimeContentConversionFailed", From = 3, Every = 3, Count = 2 });
        exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.MissingContent, Target = "Message 1" });
        using var ews = new RawEws(exchange);
        var ids = exchange.Organization.Users[0].Mailbox["inbox"].Items.Select(i => i.Id).ToList();
        var first = await ews.GetItemsAsync(ids.Take(4));
        Assert.Equal(["NoError", "NoError", "ErrorMimeContentConversionFailed", "NoError"], RawEws.Codes(first));
        Assert.Equal(2, first.Descendants(RawEws.T + "MimeContent").Count());
        Assert.Equal(["NoError", "ErrorMimeContentConversionFailed", "NoError"], RawEws.Codes(await ews.GetItemsAsync(ids.Skip(4))));
        Assert.DoesNotContain("ErrorMimeContentConversionFailed", RawEws.Codes(await ews.GetItemsAsync(ids)));
    }

    [Fact]
    public async Task After_a_fatal_error_the_rest_of_a_batch_is_not_looked_at()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.ItemError, Code = "ErrorMailboxStoreUnavailable", Target = "Message 3" });
        using var ews = new RawEws(exchange);
        var answer = await ews.GetItemsAsync(exchange.Organization.Users[0].Mailbox["inbox"].Items.Select(i => i.Id).Take(5));
        Assert.Equal(
            ["NoError", "NoError", "ErrorMailboxStoreUnavailable", "ErrorBatchProcessingStopped", "ErrorBatchProcessingStopped"], RawEws.Codes(answer));
        Assert.Equal("Warning", (string?)answer.Descendants(RawEws.M + "GetItemResponseMessage").Last().Attribute("ResponseClass"));
    }

    [Fact]
    public async Task An_item_of_the_seed_can_be_bad_by_itself()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        var item = exchange.Organization.Users[0].Mailbox["inbox"].Items[0];
        item.MimeErrorCode = "ErrorMimeContentConversionFailed";
        using var ews = new RawEws(exchange);
        Assert.Equal(["ErrorMimeContentConversionFailed"], RawEws.Codes(await ews.GetItemsAsync([item.Id])));
        Assert.Equal(["NoError"], RawEws.Codes(await ews.GetItemsAsync([item.Id], mime: false)));
    }

    [Fact]
    public async Task More_requests_in_flight_than_the_budget_of_the_mailbox_are_refused()
    {
        var time = new FakeTimeProvider();
        await using var exchange = await SimulatedExchange.StartAsync(
            Seed.Demo(), new SimulatedExchangeOptions { Throttling = new ThrottlingPolicy(1), Latency = TimeSpan.FromSeconds(1), TimeProvider = time });
        using var anna = new RawEws(exchange);
        using var bob = new RawEws(exchange) { Impersonate = "bob@example.org" };
        List<Task<HttpResponseMessage>> calls = [anna.PostAsync(GetInbox), anna.PostAsync(GetInbox), bob.PostAsync(GetInbox)];
        var refused = await await Task.WhenAny(calls);
        Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
        Assert.Contains("<t:Value Name=\"Policy\">MaxConcurrency</t:Value>", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var others = Task.WhenAll(calls);
        while (!others.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal([200, 200, 500], (await others).Select(c => (int)c.StatusCode).Order());
        Assert.Equal(HttpStatusCode.OK, (await calls[2]).StatusCode);
    }

    [Fact]
    public async Task Connections_over_the_limit_are_closed()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny(), new SimulatedExchangeOptions { ConnectionLimit = 1, Tls = false });
        using var first = new RawEws(exchange);
        await first.CallAsync(GetInbox);
        using var second = new RawEws(exchange);
        await Assert.ThrowsAsync<HttpRequestException>(() => second.PostAsync(GetInbox));
    }

    [Fact]
    public void Faults_are_read_from_a_file()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "[{\"on\":\"GetItem\",\"action\":\"ItemError\",\"code\":\"ErrorItemCorrupt\",\"every\":2}]");
        var plan = FaultPlan.FromFile(path);
        File.Delete(path);
        Assert.Null(plan.NextCall("GetItem"));
        Assert.Equal("ErrorItemCorrupt", plan.NextItem("GetItem")!.Code);
    }
}
