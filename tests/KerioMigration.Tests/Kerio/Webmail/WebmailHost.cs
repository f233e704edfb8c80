using System;
using System.Net;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Kerio.Webmail;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using Xunit;

namespace KerioMigration.Tests.Kerio.Webmail;

/// <summary>A simulated Kerio Connect with one account, whose owner's password opens the client API.</summary>
internal sealed class WebmailHost : IAsyncDisposable
{
    public const string User = "anna@example.com";
    public const string Password = "Anna-secret1";

    private WebmailHost(SimulatedKerio kerio)
    {
        Kerio = kerio;
        Account = kerio.Store.AddUser(User, Password, u => u.Right = new UserRight(PublicFolders: true));
    }

    public SimulatedKerio Kerio { get; }

    public KerioUser Account { get; }

    public KerioMailbox Store => Account.Mailbox;

    public static async Task<WebmailHost> StartAsync(SimulatedKerioOptions? options = null) => new(await SimulatedKerio.StartAsync(options));

    public WebmailMailbox Open(TimeProvider? time = null, string password = Password, WireLog? log = null)
    {
        var clock = time ?? TimeProvider.System;
        var options = new HttpDoorOptions { SkipCertificateCheck = true, Time = clock, WireLog = log };
        return new WebmailMailbox(WebmailClient.UrlOf(Kerio.WebUrl), options, new NetworkCredential(User, password), new ServerPace("localhost", 8, clock));
    }

    public async ValueTask DisposeAsync()
    {
        await Kerio.DisposeAsync();
        Assert.Empty(Kerio.Invitations);
    }
}
