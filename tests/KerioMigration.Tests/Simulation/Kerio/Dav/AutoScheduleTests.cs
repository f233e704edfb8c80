using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dav;
using KerioMigration.Simulation.Kerio.Store;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio.Dav;

/// <summary>Which stored objects would make the server send mail (RFC 6638, 3.2).</summary>
public sealed class AutoScheduleTests
{
    private const string Path = DavClient.Calendar + "meeting.ics";
    private const string Own = "ORGANIZER;CN=\"Doe, John\":mailto:jdoe@example.com\r\n";
    private const string Foreign = "ORGANIZER:mailto:boss@example.net\r\n";
    private const string A = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@example.net\r\n";
    private const string B = "ATTENDEE:MAILTO:b@example.net\r\n";
    private const string Quiet = "ATTENDEE;SCHEDULE-AGENT=CLIENT:mailto:a@example.net\r\n";

    [Theory]
    [InlineData("", "")]
    [InlineData(Own, "")]
    [InlineData(A, "")]
    [InlineData(Own + A + B, "REQUEST a@example.net b@example.net")]
    [InlineData(Own + A + A, "REQUEST a@example.net")]
    [InlineData("ORGANIZER:MAILTO:JDoe@Example.Com\r\n" + A, "REQUEST a@example.net")]
    [InlineData("ORGANIZER:mailto:john@example.com\r\n" + A, "REQUEST a@example.net")]
    [InlineData("ORGANIZER:mailto:jdoe@alias.example\r\n" + A, "REQUEST a@example.net")]
    [InlineData("ORGANIZER:mailto:jdoe@elsewhere.example\r\n" + A, "")]
    [InlineData(Own + "ATTENDEE:mailto:jdoe@example.com\r\n", "")]
    [InlineData(Own + Quiet, "")]
    [InlineData(Own + "ATTENDEE;SCHEDULE-AGENT=NONE:mailto:a@example.net\r\n", "")]
    [InlineData(Own + "ATTENDEE;SCHEDULE-AGENT=SERVER:mailto:a@example.net\r\n", "REQUEST a@example.net")]
    [InlineData(Own + Quiet + B, "REQUEST b@example.net")]
    [InlineData(Foreign + "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:jdoe@example.com\r\n", "")]
    [InlineData(Foreign + "ATTENDEE:mailto:jdoe@example.com\r\n", "")]
    [InlineData(Foreign + A, "")]
    [InlineData(Foreign + "ATTENDEE;PARTSTAT=ACCEPTED:mailto:jdoe@example.com\r\n", "REPLY boss@example.net")]
    [InlineData("ORGANIZER;SCHEDULE-AGENT=CLIENT:mailto:boss@example.net\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:jdoe@example.com\r\n", "")]
    public async Task A_new_meeting(string lines, string expected)
    {
        await using var kerio = await StartAsync();
        using var client = new DavClient(kerio);
        await client.PutAsync(Path, Objects.Event("m", lines));
        Assert.Equal(expected.Length == 0 ? [] : [expected], Told(kerio));
        Assert.All(kerio.Invitations, i => Assert.Equal((DavClient.User, "m", Path), (i.User, i.Uid, i.Href)));
    }

    [Theory]
    [InlineData(Own + A, Own + A, "")]
    [InlineData(Own + A, Own + A + "LOCATION:elsewhere\r\n", "REQUEST a@example.net")]
    [InlineData(Own + A, Own + B, "CANCEL a@example.net|REQUEST b@example.net")]
    [InlineData(Own + A, "", "CANCEL a@example.net")]
    [InlineData(Own + A, null, "CANCEL a@example.net")]
    [InlineData(Own + Quiet, null, "")]
    [InlineData(Foreign + "ATTENDEE:mailto:jdoe@example.com\r\n", Foreign + "ATTENDEE;PARTSTAT=DECLINED:mailto:jdoe@example.com\r\n", "REPLY boss@example.net")]
    [InlineData(Foreign + "ATTENDEE:mailto:jdoe@example.com\r\n", Foreign + "ATTENDEE:mailto:jdoe@example.com\r\nLOCATION:x\r\n", "")]
    [InlineData(Foreign + "ATTENDEE:mailto:jdoe@example.com\r\n", null, "REPLY boss@example.net")]
    public async Task A_change_or_the_end_of_a_meeting(string before, string? after, string expected)
    {
        await using var kerio = await StartAsync();
        var folder = kerio.Store.Mailbox(DavClient.User).Default(FolderKind.Calendar);
        folder.Resources.Add(new NewResource("text/calendar", Objects.Event("m", before), "m", "meeting.ics"));
        using var client = new DavClient(kerio);
        await (after is null ? client.SendAsync("DELETE", Path) : client.PutAsync(Path, Objects.Event("m", after)));
        Assert.Equal(expected.Length == 0 ? [] : expected.Split('|'), Told(kerio));
    }

    [Fact]
    public async Task The_agent_may_not_be_heeded()
    {
        await using var kerio = await StartAsync(o => o with { IgnoresScheduleAgent = true });
        using var client = new DavClient(kerio);
        await client.PutAsync(Path, Objects.Event("m", Own + Quiet));
        Assert.Equal(["REQUEST a@example.net"], Told(kerio));
    }

    [Fact]
    public async Task A_whole_calendar_cancels_what_is_in_it()
    {
        await using var kerio = await StartAsync();
        kerio.Store.Mailbox(DavClient.User).Create("Old", FolderKind.Calendar)!
            .Resources.Add(new NewResource("text/calendar", Objects.Event("m", Own + A), "m"));
        using var client = new DavClient(kerio);
        await client.SendAsync("DELETE", "/full-calendars/example.com/jdoe/Old/");
        Assert.Equal(["CANCEL a@example.net"], Told(kerio));
    }

    [Fact]
    public async Task An_attendee_may_delete_silently()
    {
        await using var kerio = await StartAsync();
        kerio.Store.Mailbox(DavClient.User).Default(FolderKind.Calendar)
            .Resources.Add(new NewResource("text/calendar", Objects.Event("m", Foreign + "ATTENDEE:mailto:jdoe@example.com\r\n"), "m", "meeting.ics"));
        using var client = new DavClient(kerio);
        await client.SendAsync("DELETE", Path, null, ("Schedule-Reply", "F"));
        Assert.Empty(kerio.Invitations);
    }

    [Fact]
    public async Task A_refused_object_invites_nobody()
    {
        await using var kerio = await StartAsync();
        using var client = new DavClient(kerio);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await client.PutAsync(Path, Objects.Event("m", Own + A), ("If-Match", "x"))).Status);
        Assert.Empty(kerio.Invitations);
    }

    [Fact]
    public async Task A_method_in_a_stored_object_is_noted()
    {
        await using var kerio = await StartAsync();
        using var client = new DavClient(kerio);
        var text = Objects.Event("m").Replace("VERSION:2.0\r\n", "VERSION:2.0\r\nMETHOD:REQUEST\r\n", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await client.PutAsync(Path, text)).Status);
        Assert.Equal(new DavViolation(DavClient.User, Path, "METHOD:REQUEST in a stored object"), Assert.Single(kerio.DavViolations));
    }

    private static async Task<SimulatedKerio> StartAsync(DavOptionsChange? change = null)
    {
        var kerio = await DavClient.StartServerAsync(change);
        var user = kerio.Store.FindUser(DavClient.User)!;
        user.EmailAddresses = ["john"];
        user.Domain.Aliases = ["alias.example"];
        return kerio;
    }

    private static IEnumerable<string> Told(SimulatedKerio kerio) => kerio.Invitations.Select(i => $"{i.Method} {string.Join(' ', i.Recipients)}");
}
