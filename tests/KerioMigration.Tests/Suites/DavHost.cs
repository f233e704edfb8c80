using System;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Kerio.Dav;
using KerioMigration.Tests.Support;

namespace KerioMigration.Tests.Suites;

/// <summary>A server with one empty mailbox, for <see cref="DavMailboxSuite"/>.</summary>
internal abstract class DavHost : IAsyncDisposable
{
    public abstract Uri Root { get; }

    public abstract DavSignIn SignIn { get; }

    /// <summary>A new user has a calendar and an address book.</summary>
    public virtual bool HasDefaults => true;

    /// <summary>False: address books are made elsewhere.</summary>
    public virtual bool MakesAddressBooks => true;

    /// <summary>A body of so many bytes is refused; null where nothing is too large for a test.</summary>
    public virtual int? TooLarge => null;

    /// <summary>Files within an event or task stay as they are.</summary>
    public virtual bool KeepsFiles => true;

    /// <summary>
    /// False: no <c>LossyRelay</c> can stand before it. Radicale speaks HTTP/1.0 and closes after each answer, so
    /// that through a relay an answer can be lost that nobody meant to lose.
    /// </summary>
    public virtual bool TakesRelay => false;

    /// <summary>False where there is no quota.</summary>
    public virtual Task<bool> LimitAsync(int kilobytes) => Task.FromResult(false);

    public Task<DavMailbox> OpenAsync(Uri? root = null, DavSignIn? signIn = null)
    {
        // Whoever waits has waited: nothing of a test lasts longer because a server is asked again.
        var time = new ImpatientTime();
        var server = new DavServer(root ?? Root, new ServerPace(Root.Host, 80, time), time) { SkipCertificateCheck = true };
        return DavMailbox.OpenAsync(server, signIn ?? SignIn, default);
    }

    public abstract ValueTask DisposeAsync();
}
