using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio.Dav;

public sealed class DavFaultTests
{
    private const string Path = DavClient.Calendar + "1.ics";

    [Theory]
    [InlineData(FaultAction.HttpStatus, 502, HttpStatusCode.BadGateway)]
    [InlineData(FaultAction.Busy, 0, HttpStatusCode.ServiceUnavailable)]
    [InlineData(FaultAction.Error, 0, HttpStatusCode.InternalServerError)]
    [InlineData(FaultAction.Error, 423, HttpStatusCode.Locked)]
    [InlineData(FaultAction.Html, 0, HttpStatusCode.OK)]
    [InlineData(FaultAction.Empty, 0, HttpStatusCode.OK)]
    public async Task The_answer_is_another_one_and_nothing_is_done(FaultAction action, int status, HttpStatusCode expected)
    {
        await using var kerio = await DavClient.StartServerAsync();
        kerio.Faults.Add(new Fault { On = "Dav.PUT", Action = action, Status = status });
        using var client = new DavClient(kerio);
        Assert.Equal(expected, (await client.PutAsync(Path, Objects.Event("1"))).Status);
        Assert.Equal(0, Count(kerio));
        Assert.Equal(HttpStatusCode.Created, (await client.PutAsync(Path, Objects.Event("1"))).Status);
    }

    [Theory]
    [InlineData(FaultAction.Reset, 0)]
    [InlineData(FaultAction.DoneThenReset, 1)]
    public async Task The_connection_ends_before_or_after_the_deed(FaultAction action, int count)
    {
        await using var kerio = await DavClient.StartServerAsync();
        kerio.Faults.Add(new Fault { On = "Dav.PUT", Action = action, Target = "1.ics" });
        using var client = new DavClient(kerio);
        await client.PutAsync(DavClient.Calendar + "2.ics", Objects.Event("2"));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.PutAsync(Path, Objects.Event("1")));
        Assert.Equal(1 + count, Count(kerio));
    }

    [Theory]
    [InlineData(FaultAction.Truncated, false)]
    [InlineData(FaultAction.HtmlAfter, false)]
    [InlineData(FaultAction.CloseAfterBytes, true)]
    public async Task A_listing_comes_in_part_or_with_more_behind(FaultAction action, bool ends)
    {
        await using var kerio = await DavClient.StartServerAsync();
        kerio.Faults.Add(new Fault { On = "Dav.PROPFIND", Action = action, Bytes = 100, From = 2 });
        using var client = new DavClient(kerio);
        var whole = await client.PropFindAsync(DavClient.Calendar, "0", "D:displayname");
        if (ends)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => client.PropFindAsync(DavClient.Calendar, "0", "D:displayname"));
            return;
        }

        var other = await client.PropFindAsync(DavClient.Calendar, "0", "D:displayname");
        Assert.Equal(action == FaultAction.Truncated ? whole.Text[..100] : whole.Text + "<html><body>Kerio Connect</body></html>", other.Text);
    }

    private static int Count(SimulatedKerio kerio) => kerio.Store.Mailbox(DavClient.User).Default(FolderKind.Calendar).Resources.All.Count;
}
