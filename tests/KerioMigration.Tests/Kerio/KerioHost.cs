using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Kerio.Imap;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dovecot;
using KerioMigration.Tests.Suites;
using KerioMigration.Tests.Support;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Xunit;

namespace KerioMigration.Tests.Kerio;

/// <summary>A simulated Kerio Connect with one account, whose mailbox opens by the master password; in front of Dovecot if asked.</summary>
internal sealed class KerioHost : DestinationHost
{
    public const string User = "anna@example.com";
    public const string Password = "Anna-secret1";

    private readonly string account;

    private KerioHost(SimulatedKerio kerio, string account)
    {
        Kerio = kerio;
        this.account = account;
        kerio.Store.AddUser(account, Password);
    }

    public SimulatedKerio Kerio { get; }

    /// <summary>Over TLS from the start, or by STARTTLS.</summary>
    public bool ImplicitTls { get; set; } = true;

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public override bool KeepsLineFeeds => Kerio.Options.ImapBackend is null;

    // Dovecot shows them also where it does not offer SPECIAL-USE.
    public override bool ShowsRoles => Kerio.Options.ImapBackend is not null || Kerio.Options.Features.HasFlag(ImapFeatures.SpecialUse);

    public ImapEndpoint Endpoint => new("localhost", ImplicitTls ? Kerio.ImapsPort : Kerio.ImapPort)
    {
        ImplicitTls = ImplicitTls,
        SkipCertificateCheck = true,
    };

    public static async Task<KerioHost> StartAsync(SimulatedKerioOptions? options = null) =>
        new(await SimulatedKerio.StartAsync(options), User);

    /// <summary>In front of a Dovecot that others use too: the account is new there.</summary>
    public static async Task<KerioHost> StartAsync(DovecotServer dovecot) =>
        new(await SimulatedKerio.StartAsync(new SimulatedKerioOptions { ImapBackend = dovecot }), $"{Guid.NewGuid():N}@example.com");

    public override async Task<IDestinationMailbox> OpenAsync() =>
        await OpenAsync(new ImapSignIn(account, Secret.From(Kerio.Options.MasterPassword ?? "none"), IsMaster: true));

    public Task<ImapMailbox> OpenAsync(ImapSignIn signIn, bool justCreated = false, CancellationToken cancellationToken = default) =>
        ImapMailbox.OpenAsync(new ImapServer(Endpoint, new ServerPace("localhost", 80, Time), Time), signIn, justCreated, cancellationToken);

    public override Task<IReadOnlyList<StoredFolder>> ReadAsync() => DestinationMailbox.ReadAsync(Kerio, account);

    public override async Task<bool> MarkDeletedAsync(DestinationFolder folder, string id)
    {
        using var client = new ImapClient();
        var dovecot = Kerio.Options.ImapBackend;
        await client.ConnectAsync("127.0.0.1", dovecot?.Port ?? Kerio.ImapPort, SecureSocketOptions.None);
        await client.AuthenticateAsync(account, dovecot?.BackendPassword ?? Password);
        var opened = await client.GetFolderAsync(folder.FullName);
        await opened.OpenAsync(FolderAccess.ReadWrite);
        var uid = new UniqueId(uint.Parse(id.Split(':')[1], CultureInfo.InvariantCulture));
        await opened.StoreAsync(uid, new StoreFlagsRequest(StoreAction.Add, MailKit.MessageFlags.Deleted));
        await client.DisconnectAsync(quit: true);
        return true;
    }

    public override async ValueTask DisposeAsync()
    {
        await Kerio.DisposeAsync();
        Assert.Empty(Kerio.Invitations);
    }
}
