using System;
using System.Linq;
using KerioMigration.Engine.Conversion.Calendar;
using KerioMigration.Engine.Model.Calendar;
using Xunit;

namespace KerioMigration.Tests.Conversion.Calendar;

/// <summary>Faults that clients reported of the server's own iCalendar.</summary>
public sealed class ServerCalendarConverterTests
{
    private const string Head = "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nVERSION:2.0\r\n";

    [Fact]
    public void Ends_that_are_missing_are_put_there_and_a_series_keeps_its_one_UID()
    {
        var made = Convert(
            "BEGIN:VEVENT\r\nUID:one\r\nSUMMARY:Weekly\r\nDTSTART:20240603T090000Z\r\nDTEND:20240603T100000Z\r\nRRULE:FREQ=WEEKLY;COUNT=4\r\n"
            + "BEGIN:VEVENT\r\nUID:another\r\nRECURRENCE-ID:20240610T090000Z\r\nSUMMARY:Later\r\nDTSTART:20240610T110000Z\r\nDTEND:20240610T120000Z\r\n");
        var events = Ical.Net.Calendar.Load(made.Content)!.Events;
        Assert.Equal(["one", "one"], events.Select(e => e.Uid));
        Assert.Equal("one", made.Uid);
        Assert.Equal(4, events[0]!.GetOccurrences().Take(10).Count());
    }

    [Fact]
    public void Nobody_can_be_invited_by_it()
    {
        var made = Convert(
            "BEGIN:VEVENT\r\nUID:u\r\nORGANIZER;CN=\"Bob\":MAILTO:bob@example.org\r\nATTENDEE;PARTSTAT=NEEDS-ACTION:MAILTO:eve@example.net\r\nATTACH:CID:1@x\r\n"
            + "DTSTART;TZID=W. Europe:20240603T090000\r\nBEGIN:VALARM\r\nACTION:EMAIL\r\nATTENDEE:MAILTO:eve@example.net\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n"
            + "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
        Assert.DoesNotContain("MAILTO", made.Content, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("METHOD", made.Content, StringComparison.Ordinal);
        Assert.Contains("DTSTART;TZID=W. Europe:20240603T090000\r\n", made.Content, StringComparison.Ordinal);
        Assert.Single(Ical.Net.Calendar.Load(made.Content)!.Events.Single().Alarms);
        Assert.Equal(["People left out: MAILTO:bob@example.org, MAILTO:eve@example.net.", "Attachments left out: CID:1@x."], made.Losses.Skip(1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("BEGIN:VTODO\r\nUID:u\r\nEND:VTODO\r\nEND:VCALENDAR\r\n")]
    public void What_has_no_event_in_it_is_refused(string rest) => Assert.Throws<FormatException>(() => Convert(rest));

    private static ConvertedAppointment Convert(string rest) => ServerCalendarConverter.Convert(new ServerCalendar(Head + rest));
}
