using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using KerioMigration.Engine.Model.Canonical;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Model.Canonical;

public sealed class CanonicalObjectTests
{
    private static readonly string Golden = Path.Combine(TestPaths.RepositoryRoot, "tests", "KerioMigration.Tests", "Golden");

    /// <summary>What real servers made of our items: Radicale 3.1 (vobject 0.9) and Cyrus IMAP 3.6 (libical 3.0), as read back from them.</summary>
    public static TheoryData<string, string> Rewritten
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Golden, "rewritten"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                data.Add(Path.GetFileName(Path.GetDirectoryName(file)!), Path.GetFileName(file));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Rewritten))]
    public void Sees_through_a_servers_words_and_finds_what_it_really_changed(string server, string file)
    {
        // Recorded without files; with them the servers themselves are asked (DavMailboxSuite).
        var sent = CanonicalObject.Of(WithoutFiles(Sent(file)));
        var stored = CanonicalObject.Of(File.ReadAllText(Path.Combine(Golden, "rewritten", server, file)));
        string[] changed = (server, file) switch
        {
            // vobject ends an unknown property at its first comma or semicolon, and a URL at a comma.
            ("radicale", "person.vcf") => ["URL", "X-FILE-AS"],
            // libical takes an escaped comma for one that parts categories.
            ("cyrus", "full.ics" or "single.ics") => ["CATEGORIES"],
            _ => [],
        };
        Assert.Equal(changed, sent.DifferencesIn(stored).Select(d => d.Name).Order(StringComparer.Ordinal));
        Assert.Equal(changed.Length == 0, sent.IsSameAs(stored));
        Assert.Equal(sent.Uid, stored.Uid);
        Assert.All(sent.DifferencesIn(stored), d => Assert.Equal(PropertyFate.Changed, d.Fate));
    }

    [Theory]
    [InlineData("DTSTART;TZID=Europe/Berlin:20240701T100000", "DTSTART;TZID=\"/citadel.org/20210210_1/Europe/Berlin\";VALUE=DATE-TIME:20240701T100000")]
    [InlineData("DTSTART:20240701T100000Z", "DTSTART;TZID=Etc/UTC:20240701T100000")]
    [InlineData("DTSTART;VALUE=DATE:20240701", "DTSTART;VALUE=DATE:20240701\nDTEND;VALUE=DATE:20240702")]
    [InlineData("DTSTART:20240701T100000Z", "DTSTART:20240701T100000Z\nDTEND:20240701T100000Z")]
    [InlineData("RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,FR;WKST=MO", "RRULE:BYDAY=FR,MO;FREQ=WEEKLY")]
    [InlineData("EXDATE:20240701T100000Z,20240702T100000Z", "EXDATE:20240702T100000Z\nEXDATE:20240701T100000Z")]
    [InlineData("CATEGORIES:a,b\\,c", "CATEGORIES:b\\,c\nCATEGORIES:a")]
    [InlineData("SUMMARY:a\\, b\\; c\\nd", "SUMMARY:a, b; c\\Nd  ")]
    [InlineData("TRIGGER:-PT15M", "TRIGGER;RELATED=START:-P0DT0H15M0S")]
    [InlineData("TRIGGER:-P1D", "TRIGGER:-PT24H")]
    [InlineData("ATTENDEE;CN=Ann;ROLE=REQ-PARTICIPANT:mailto:a@b", "ATTENDEE;CN=\"Ann\";PARTSTAT=NEEDS-ACTION;RSVP=FALSE;SCHEDULE-STATUS=1.1:MAILTO:a@b")]
    [InlineData("CLASS:PUBLIC\nTRANSP:OPAQUE\nPRIORITY:0", "LOCATION:\nSEQUENCE:3\nLAST-MODIFIED:20240101T000000Z\nX-LIC-ERROR:x")]
    [InlineData("TEL;TYPE=WORK;TYPE=VOICE:1", "TEL;TYPE=\"voice,work\":1")]
    [InlineData("EMAIL;TYPE=PREF:a@b", "EMAIL;TYPE=INTERNET;PREF=1:a@b")]
    [InlineData("TEL;TYPE=HOME:1", "TEL;HOME:1")]
    [InlineData("ORG:Google", "ORG:Google;")]
    [InlineData("BDAY;VALUE=DATE:19720229", "BDAY:1972-02-29T00:00:00Z")]
    [InlineData("PHOTO;ENCODING=b;TYPE=JPEG:/9j/AwQ=", "PHOTO:data:image/jpeg;base64,/9j/AwQ=")]
    [InlineData("PHOTO;ENCODING=b;TYPE=JPEG:/9j/AwQ=", "PHOTO;ENCODING=BASE64;TYPE=jpeg:\n  /9j/\n  AwQ=")]
    [InlineData("NOTE:long text", "NOTE:lo\r\n ng\r\n\t text")]
    public void Spellings_of_the_same_are_the_same(string one, string other)
    {
        Assert.Equal(Encoding.UTF8.GetString(Wrapped(one).Bytes), Encoding.UTF8.GetString(Wrapped(other).Bytes));
        Assert.Equal(Wrapped(one).Fingerprint, Wrapped(other).Fingerprint);
    }

    [Theory]
    [InlineData("DTSTART;TZID=Europe/Berlin:20240701T100000", "DTSTART;TZID=Europe/Paris:20240701T100000", "DTSTART")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20240701T100000", "DTSTART:20240701T100000", "DTSTART")]
    [InlineData("DTSTART:20240701T100000Z", "DTSTART:20240701T100001Z", "DTSTART")]
    [InlineData("DTSTART;VALUE=DATE:20240701\nDTEND;VALUE=DATE:20240702", "DTSTART;VALUE=DATE:20240701\nDTEND;VALUE=DATE:20240703", "DTEND")]
    [InlineData("SUMMARY:Plan", "SUMMARY:plan", "SUMMARY")]
    [InlineData("SUMMARY:a\\\\nb", "SUMMARY:a\\nb", "SUMMARY")]
    [InlineData("N:a\\;b;c", "N:a;b;c", "N")]
    [InlineData("CATEGORIES:a\\,b", "CATEGORIES:a,b", "CATEGORIES")]
    [InlineData("ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b", "ATTENDEE:mailto:a@b", "ATTENDEE")]
    [InlineData("ATTENDEE;SCHEDULE-AGENT=CLIENT:mailto:a@b", "ATTENDEE:mailto:a@b", "ATTENDEE")]
    [InlineData("RRULE:FREQ=DAILY;COUNT=3", "RRULE:FREQ=DAILY;UNTIL=20240703", "RRULE")]
    [InlineData("TEL;TYPE=WORK:1", "TEL;TYPE=HOME:1", "TEL")]
    [InlineData("PHOTO;ENCODING=b;TYPE=JPEG:/9j/AwQ=", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/AwU=", "PHOTO")]
    [InlineData("CLASS:PRIVATE", "CLASS:PUBLIC", "CLASS")]
    [InlineData("TRANSP:OPAQUE", "TRANSP:TRANSPARENT", "TRANSP")]
    [InlineData("X-ALT-DESC;FMTTYPE=text/html:<b>", "DTSTAMP:20240101T000000Z", "X-ALT-DESC")]
    public void What_a_user_would_miss_is_seen(string one, string other, string name)
    {
        Assert.Equal([name], Wrapped(one).DifferencesIn(Wrapped(other)).Select(d => d.Name));
        Assert.False(Wrapped(one).IsSameAs(Wrapped(other)));
        Assert.NotEqual(Wrapped(one).Fingerprint, Wrapped(other).Fingerprint);
    }

    [Fact]
    public void A_file_counts_by_its_name_and_its_bytes()
    {
        const string written = "ATTACH;FMTTYPE=application/pdf;ENCODING=BASE64;VALUE=BINARY;FILENAME=\"a;b.pdf\";X-FILENAME=\"a;b.pdf\":\r\n QUJD\r\n RA==";
        var sent = WithFile(written);
        Assert.True(sent.IsSameAs(WithFile("ATTACH;VALUE=BINARY;X-APPLE-FILENAME=\"a;b.pdf\";ENCODING=BASE64:QUJDRA")));
        Assert.True(sent.IsSameAs(WithFile("attach;encoding=base64;value=binary;filename=\"a;b.pdf\":QU\n JDRA=\n\t=")));
        foreach (var other in new[] { written.Replace("QUJD", "QUJE", StringComparison.Ordinal), written.Replace("a;b", "a;c", StringComparison.Ordinal) })
        {
            var difference = Assert.Single(sent.DifferencesIn(WithFile(other)));
            Assert.Equal(("ATTACH (a;b.pdf)", PropertyFate.Changed), (difference.Name, difference.Fate));
        }

        Assert.Equal(PropertyFate.Dropped, Assert.Single(sent.DifferencesIn(WithFile("COMMENT:x")), d => d.Name != "COMMENT").Fate);
    }

    /// <summary>Exchange writes attached items anew for each request.</summary>
    [Fact]
    public void An_attached_message_counts_by_its_length()
    {
        const string head = "ATTACH;FMTTYPE=message/rfc822;ENCODING=BASE64;VALUE=BINARY;FILENAME=a.eml:";
        Assert.True(WithFile(head + "QUJD").IsSameAs(WithFile(head + "QUJE")));
        Assert.False(WithFile(head + "QUJD").IsSameAs(WithFile(head + "QUJDRA==")));
    }

    [Fact]
    public void Names_the_occurrence_and_the_alarm()
    {
        var series = Sent("series-with-exceptions.ics");
        var sent = CanonicalObject.Of(series);
        Assert.Equal(
            [new PropertyDifference("SUMMARY of the occurrence of 2024-03-30", PropertyFate.Changed)],
            sent.DifferencesIn(CanonicalObject.Of(series.Replace("SUMMARY:Nachtlauf am Tag", "SUMMARY:Taglauf", StringComparison.Ordinal))));
        Assert.Equal(
            [new PropertyDifference("VALARM of the occurrence of 2024-03-30", PropertyFate.Dropped)],
            sent.DifferencesIn(CanonicalObject.Of(Without(series, "BEGIN:VALARM", "END:VALARM"))));
        var exception = series[series.LastIndexOf("BEGIN:VEVENT", StringComparison.Ordinal)..series.LastIndexOf("END:VCALENDAR", StringComparison.Ordinal)];
        Assert.Equal(
            [new PropertyDifference("occurrence of 2024-04-02", PropertyFate.Dropped)],
            sent.DifferencesIn(CanonicalObject.Of(series.Replace(exception, "", StringComparison.Ordinal))));
    }

    [Fact]
    public void What_a_server_adds_is_an_addition()
    {
        var sent = Wrapped("SUMMARY:x");
        Assert.Equal([new PropertyDifference("COLOR", PropertyFate.Added)], sent.DifferencesIn(Wrapped("SUMMARY:x\nCOLOR:red")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no colon")]
    [InlineData("END:VEVENT\nBEGIN:VCARD\nUID:u")]
    [InlineData("BEGIN:A\nEND:B\n;:=\",\\")]
    [InlineData("TEL;TYPE=\"open:1\nRRULE:;;=\nTRIGGER:P999999999W\nEXDATE:,\nN:\\")]
    public void Takes_any_text(string text) => Assert.Equal(CanonicalObject.Of(text).Bytes, CanonicalObject.Of(text + "\n").Bytes);

    [Fact]
    public void The_form_stays_as_it_is_in_ledgers() => Assert.Equal(
        """
        BEGIN:VCALENDAR
        BEGIN:VEVENT
        CATEGORIES:A
        DTSTART:20240701T100000[Europe/Berlin]
        SUMMARY:a; b\nc
        UID:1
        BEGIN:VALARM
        TRIGGER:-PT900S
        END:VALARM
        END:VEVENT
        END:VCALENDAR

        """,
        Encoding.UTF8.GetString(CanonicalObject.Of("""
            BEGIN:VCALENDAR
            VERSION:2.0
            BEGIN:VEVENT
            UID:1
            SUMMARY:a\; b\nc
            CATEGORIES:A
            DTSTART;TZID=Europe/Berlin:20240701T100000
            BEGIN:VALARM
            TRIGGER:-PT15M
            END:VALARM
            END:VEVENT
            END:VCALENDAR
            """).Bytes));

    private static CanonicalObject Wrapped(string lines) => CanonicalObject.Of($"BEGIN:VEVENT\nUID:1\n{lines}\nEND:VEVENT\n");

    private static string Sent(string file)
    {
        var text = File.ReadAllText(Directory.EnumerateFiles(Golden, file, SearchOption.AllDirectories).Single(f => !f.Contains("rewritten", StringComparison.Ordinal)));
        return string.Concat(text.Split('\n').Where(l => !l.StartsWith("Lost:", StringComparison.Ordinal)).Select(l => l + "\n"));
    }

    private static string WithoutFiles(string text) => Regex.Replace(text, @"^ATTACH\b.*\n([ \t].*\n)*", "", RegexOptions.Multiline);

    private static string Without(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal);
        return text.Remove(start, text.IndexOf(to, StringComparison.Ordinal) + to.Length + 1 - start);
    }

    private static CanonicalObject WithFile(string line) =>
        CanonicalObject.Of($"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\n{line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}
