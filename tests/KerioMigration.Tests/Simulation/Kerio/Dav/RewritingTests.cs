using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.Dav;
using KerioMigration.Simulation.Kerio.Store;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio.Dav;

/// <summary>A server that does not keep what it was given.</summary>
public sealed class RewritingTests
{
    [Theory]
    [InlineData(DavRewrites.DropInlineAttachments, "ATTACH;ENCODING=BASE64;VALUE=BINARY:AAAA\r\nATTACH:https://example.com/a\r\n", "ATTACH:https://example.com/a\r\n")]
    [InlineData(DavRewrites.DropInlineAttachments, "ATTACH:data:text/plain,x\r\n", "")]
    [InlineData(DavRewrites.CountToUntil, "RRULE:FREQ=DAILY;COUNT=3\r\n", "RRULE:FREQ=DAILY;UNTIL=20260808T100000Z\r\n")]
    [InlineData(DavRewrites.CountToUntil, "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO;COUNT=3\r\n", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO;UNTIL=20260820T100000Z\r\n")]
    [InlineData(DavRewrites.CountToUntil, "RRULE:FREQ=MONTHLY;COUNT=2\r\n", "RRULE:FREQ=MONTHLY;UNTIL=20260906T100000Z\r\n")]
    [InlineData(DavRewrites.CountToUntil, "RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=2\r\n", "RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=2\r\n")]
    [InlineData(DavRewrites.CountToUntil, "RRULE:FREQ=WEEKLY;BYDAY=XX;COUNT=2\r\n", "RRULE:FREQ=WEEKLY;BYDAY=XX;COUNT=2\r\n")]
    [InlineData(DavRewrites.AddKerioProperties, "LOCATION:x\r\n", "LOCATION:x\r\nX-KERIO-LABEL:None\r\n")]
    public async Task One_change(DavRewrites rewrites, string lines, string expected)
    {
        await using var kerio = await DavClient.StartServerAsync(o => o with { Rewrites = rewrites });
        using var client = new DavClient(kerio);
        var made = await client.PutAsync(DavClient.Calendar + "1.ics", Objects.Event("1", lines));
        Assert.Equal((HttpStatusCode.Created, lines == expected), (made.Status, made.Header("ETag") is not null));
        Assert.Equal(Objects.Event("1", expected), await client.GetAsync(DavClient.Calendar + "1.ics"));
    }

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:20260806", "UNTIL=20260807")]
    [InlineData("DTSTART;TZID=Europe/Prague:20261024T100000", "UNTIL=20261025T090000Z")]
    [InlineData("DTSTART:20260806T100000", "UNTIL=20260807T100000Z")]
    public async Task Until_has_the_form_that_the_start_asks_for(string start, string until)
    {
        await using var kerio = await DavClient.StartServerAsync(o => o with { Rewrites = DavRewrites.CountToUntil });
        using var client = new DavClient(kerio);
        await client.PutAsync(DavClient.Calendar + "1.ics",
            $"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n{start}\r\nRRULE:FREQ=DAILY;COUNT=2\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
        Assert.Contains($"RRULE:FREQ=DAILY;{until}\r\n", await client.GetAsync(DavClient.Calendar + "1.ics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_and_folding_change()
    {
        await using var kerio = await DavClient.StartServerAsync(o => o with { Rewrites = DavRewrites.ReorderProperties });
        using var client = new DavClient(kerio);
        var name = string.Concat(Enumerable.Repeat("Žluťoučký kůň ", 10)).TrimEnd();
        await client.PutAsync(DavClient.Book + "1.vcf", $"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nitem1.TEL;TYPE=WORK;PREF=1:1\r\nFN:{name}\r\nEND:VCARD\r\n");
        var stored = await client.GetAsync(DavClient.Book + "1.vcf");
        Assert.All(stored.Split("\r\n"), l => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(l), 0, 75));
        Assert.Equal(
            $"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nTEL;PREF=1;TYPE=WORK:1\r\nUID:1\r\nEND:VCARD\r\n",
            stored.Replace("\r\n ", string.Empty, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_put_may_not_tell_the_etag()
    {
        await using var kerio = await DavClient.StartServerAsync(o => o with { TellsETagOnPut = false });
        using var client = new DavClient(kerio);
        Assert.Null((await client.PutAsync(DavClient.Calendar + "1.ics", Objects.Event("1"))).Header("ETag"));
        Assert.Equal(Objects.Event("1"), Assert.Single(kerio.Store.Mailbox(DavClient.User).Default(FolderKind.Calendar).Resources.All).Text);
    }
}
