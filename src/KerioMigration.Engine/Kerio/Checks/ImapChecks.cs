using System;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.Imap;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Kerio.Checks;

/// <summary>The way into mailboxes. The master password is tried once, on the account that <paramref name="pickAccount"/> gives.</summary>
internal sealed class ImapChecks(KerioServer server, Secret? masterPassword, TimeProvider time, Func<DestinationUser?> pickAccount)
{
    private ServerCapabilities? afterSignIn;

    public async Task<ProbeOutcome> ServicesAsync(CancellationToken cancellationToken)
    {
        var endpoint = await server.FindImapAsync(cancellationToken).ConfigureAwait(false);
        return new($"IMAP runs on {endpoint.Where}, with {(endpoint.ImplicitTls ? "TLS" : "STARTTLS")}.");
    }

    public async Task<ProbeOutcome> MasterLoginAsync(CancellationToken cancellationToken)
    {
        if (masterPassword is null)
        {
            return new("No master password was given.") { Reason = Reason.NoDestinationSignIn, Remedy = "Give -KerioMasterPassword, or a credential in each row." };
        }

        if (pickAccount() is not { } user)
        {
            return new("There is no account yet to try it on.") { Remedy = "Check again once there is one." };
        }

        var endpoint = await server.FindImapAsync(cancellationToken).ConfigureAwait(false);
        var imap = await ImapConnection.OpenAsync(endpoint, new ImapSignIn(user.Address, masterPassword, IsMaster: true), time, cancellationToken).ConfigureAwait(false);
        await using (imap.ConfigureAwait(false))
        {
            afterSignIn = imap.Capabilities;
            return new($"Accepted for {user.Address}.");
        }
    }

    /// <summary>As a signed-in connection got them; else what the server tells everybody.</summary>
    public async Task<ProbeOutcome> CapabilitiesAsync(CancellationToken cancellationToken)
    {
        if (afterSignIn is { } can)
        {
            return new($"The server can: {can.Line}.")
            {
                Remedy = can.MultiAppend || can.LiteralPlus ? "" : "Neither MULTIAPPEND nor LITERAL+ is offered: the migration works and takes longer.",
            };
        }

        var endpoint = await server.FindImapAsync(cancellationToken).ConfigureAwait(false);
        var before = await ImapConnection.ReadCapabilitiesAsync(endpoint, time, cancellationToken).ConfigureAwait(false);
        return new($"The server can, before a sign-in: {before.Line}. It may offer more afterwards.");
    }
}
