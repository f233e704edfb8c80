using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio.Dav;

public sealed class QueryTests
{
    private const string Properties = "<D:prop><D:getetag/><C:calendar-data/></D:prop>";

    [Fact]
    public async Task A_query_without_a_filter_tells_everything_in_cdata()
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        var text = Objects.Event("1", "DESCRIPTION:<a> & ]]> b\r\n");
        await client.PutAsync(DavClient.Calendar + "1.ics", text);
        var reply = await client.ReportAsync(DavClient.Calendar, "C:calendar-query", Properties);
        Assert.Contains("<![CDATA[BEGIN:VCALENDAR", reply.Text, StringComparison.Ordinal);
        Assert.Equal(text.ReplaceLineEndings("\n"), reply.Found(DavClient.Calendar + "1.ics", DavReply.CalDav + "calendar-data")!.Value);
    }

    [Theory]
    [InlineData("<C:comp-filter name='VEVENT'/>", "daily long once")]
    [InlineData("<C:comp-filter name='VTODO'/>", "")]
    [InlineData("<C:comp-filter name='VTODO'><C:is-not-defined/></C:comp-filter>", "daily long once")]
    [InlineData("<C:comp-filter name='VEVENT'><C:prop-filter name='UID'><C:text-match>onc</C:text-match></C:prop-filter></C:comp-filter>", "once")]
    [InlineData("<C:comp-filter name='VEVENT'><C:prop-filter name='UID'><C:text-match negate-condition='yes'>ONCE</C:text-match></C:prop-filter></C:comp-filter>", "daily long")]
    [InlineData("<C:comp-filter name='VEVENT'><C:prop-filter name='RRULE'/></C:comp-filter>", "daily")]
    [InlineData("<C:comp-filter name='VEVENT'><C:prop-filter name='RRULE'><C:is-not-defined/></C:prop-filter></C:comp-filter>", "long once")]
    [InlineData("<C:comp-filter name='VEVENT'><C:time-range start='20260806T000000Z' end='20260807T000000Z'/></C:comp-filter>", "long once")]
    [InlineData("<C:comp-filter name='VEVENT'><C:time-range start='20300101T000000Z'/></C:comp-filter>", "daily")]
    [InlineData("<C:comp-filter name='VEVENT'><C:time-range end='20260806T100000Z'/></C:comp-filter>", "long")]
    public async Task A_filter_chooses(string inner, string expected)
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        await client.PutAsync(DavClient.Calendar + "once", Objects.Event("once"));
        await client.PutAsync(DavClient.Calendar + "daily", At("daily", "DTSTART;TZID=Europe/Prague:20260901T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\n"));
        await client.PutAsync(DavClient.Calendar + "long", At("long", "DTSTART;VALUE=DATE:20260801\r\nDTEND;VALUE=DATE:20260808\r\n"));
        var reply = await client.ReportAsync(
            DavClient.Calendar, "C:calendar-query", $"{Properties}<C:filter><C:comp-filter name='VCALENDAR'>{inner}</C:comp-filter></C:filter>");
        Assert.Equal(expected, string.Join(' ', reply.Hrefs.Select(h => h.Split('/')[^1]).Order()));
    }

    [Theory]
    [InlineData("<A:filter><A:prop-filter name='FN'><A:text-match match-type='starts-with'>jan</A:text-match></A:prop-filter></A:filter>", "1")]
    [InlineData("<A:filter><A:prop-filter name='UID'><A:text-match match-type='equals'>2</A:text-match></A:prop-filter></A:filter>", "2")]
    [InlineData("<A:filter><A:prop-filter name='UID'><A:text-match>1</A:text-match></A:prop-filter><A:prop-filter name='UID'><A:text-match>2</A:text-match></A:prop-filter></A:filter>", "1 2")]
    [InlineData("<A:filter test='allof'><A:prop-filter name='UID'><A:text-match>1</A:text-match></A:prop-filter><A:prop-filter name='UID'><A:text-match>2</A:text-match></A:prop-filter></A:filter>", "")]
    [InlineData("<A:filter/>", "1 2")]
    public async Task A_filter_chooses_cards(string filter, string expected)
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        await client.PutAsync(DavClient.Book + "1", Objects.Card("1"));
        await client.PutAsync(DavClient.Book + "2", Objects.Card("2", "Eva"));
        var reply = await client.ReportAsync(DavClient.Book, "A:addressbook-query", $"<D:prop><D:getetag/></D:prop>{filter}");
        Assert.Equal(expected, string.Join(' ', reply.Hrefs.Select(h => h.Split('/')[^1])));
    }

    [Fact]
    public async Task Multiget_tells_what_is_there_and_what_is_not()
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        await client.PutAsync(DavClient.Calendar + "a%20b.ics", Objects.Event("1"));
        await client.PutAsync(DavClient.Tasks + "t.ics", Objects.Task("t"));
        var reply = await client.ReportAsync(DavClient.Calendar, "C:calendar-multiget",
            $"{Properties}<D:href>{DavClient.Calendar}a%20b.ics</D:href><D:href>{DavClient.Calendar}gone.ics</D:href><D:href>{DavClient.Tasks}t.ics</D:href>");
        Assert.Equal([DavClient.Calendar + "a%20b.ics", DavClient.Calendar + "gone.ics", DavClient.Tasks + "t.ics"], reply.Hrefs);
        Assert.Equal(
            [null, "HTTP/1.1 404 NotFound", "HTTP/1.1 404 NotFound"],
            reply.Responses.Select(r => r.Element(DavReply.Dav + "status")?.Value));
        Assert.NotNull(reply.Found(DavClient.Calendar + "a%20b.ics", DavReply.CalDav + "calendar-data"));
    }

    [Fact]
    public async Task Multiget_tells_cards()
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        await client.PutAsync(DavClient.Book + "1.vcf", Objects.Card("1"));
        var reply = await client.ReportAsync(
            DavClient.Book, "A:addressbook-multiget", $"<D:prop><A:address-data/></D:prop><D:href>{DavClient.Book}1.vcf</D:href>");
        Assert.Equal(Objects.Card("1").ReplaceLineEndings("\n"), reply.Found(DavClient.Book + "1.vcf", DavReply.CardDav + "address-data")!.Value);
    }

    [Theory]
    [InlineData("D:sync-collection")]
    [InlineData("C:free-busy-query")]
    [InlineData("A:addressbook-query")]
    public async Task Other_reports_are_not_known(string name)
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        var reply = await client.ReportAsync(DavClient.Calendar, name, Properties);
        Assert.Equal((HttpStatusCode.Forbidden, "supported-report"), (reply.Status, reply.Precondition));
    }

    [Fact]
    public async Task A_whole_calendar_is_one_text_that_knows_no_principal()
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        const string Zone = "BEGIN:VTIMEZONE\r\nTZID:Europe/Prague\r\nEND:VTIMEZONE\r\n";
        foreach (var uid in (string[])["1", "2"])
        {
            await client.PutAsync(DavClient.Calendar + uid, At(uid, string.Empty).Replace("VERSION:2.0\r\n", "VERSION:2.0\r\n" + Zone, StringComparison.Ordinal));
        }

        const string Path = "/ical/jdoe@example.com/Calendar/";
        Assert.Equal(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//kerio.com/Calendar//NONSGML v1.0//EN\r\n" + Zone
            + "BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            await client.GetAsync(Path));
        Assert.Null((await client.PropFindAsync(Path, "0", "D:current-user-principal")).Found(Path, DavReply.Dav + "current-user-principal"));
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync("GET", "/ical/jdoe@example.com/Notes/")).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.PutAsync(Path, Objects.Event("1"))).Status);
    }

    [Fact]
    public async Task A_calendar_has_a_subscription_address_by_name()
    {
        await using var kerio = await DavClient.StartServerAsync();
        using var client = new DavClient(kerio);
        await client.PutAsync(DavClient.Calendar + "1.ics", Objects.Event("1"));
        const string Path = "/calendars/example.com/jdoe/Calendar/";
        Assert.Equal([Path, Path + "1.ics"], (await client.PropFindAsync("/calendars/example.com/jdoe/Calendar", "1", "D:getetag")).Hrefs);
        Assert.Equal(Objects.Event("1"), await client.GetAsync(Path + "1.ics"));
        Assert.Equal(HttpStatusCode.NotFound, (await client.PropFindAsync("/calendars/example.com/jdoe/", "1", "D:getetag")).Status);
    }

    private static string At(string uid, string lines) =>
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n{lines}END:VEVENT\r\nEND:VCALENDAR\r\n";
}
