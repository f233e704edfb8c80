using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Kerio.Dav;
using KerioMigration.Engine.Kerio.Webmail;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Kerio;

/// <summary>The web server of Kerio Connect: opens the doors to what is no mail, for which no master login is documented (kerio-connect 3.4).</summary>
internal sealed class GroupwareServer(
    KerioConnection connection, Func<CancellationToken, Task<Uri>> findWeb, ServerPace pace, WireLog? log, TimeProvider time)
{
    /// <summary>Opens what is asked for. What does not open costs these kinds alone: mail goes on.</summary>
    public async Task<GroupwareDoors> OpenAsync(DestinationSignIn signIn, CancellationToken cancellationToken)
    {
        if (!signIn.WithSettings && signIn.Kinds.All(ItemKinds.IsMessage))
        {
            return new GroupwareDoors();
        }

        if (signIn.Credential is not { } own)
        {
            return new GroupwareDoors { Obstacle = NoSignIn(signIn) };
        }

        var doors = new GroupwareDoors();
        try
        {
            var web = await findWeb(cancellationToken).ConfigureAwait(false);
            if (signIn.IsPublic)
            {
                // CalDAV knows no public folders: the client API tells which there are.
                doors = doors with { Webmail = await OpenWebmailAsync(web, signIn, own, cancellationToken).ConfigureAwait(false) };
                return doors with { Dav = await OpenDavAsync(web, signIn.User, own, doors.Webmail.ListFoldersAsync, cancellationToken).ConfigureAwait(false) };
            }

            doors = doors with { Dav = await OpenDavAsync(web, signIn.User, own, null, cancellationToken).ConfigureAwait(false) };
            doors = doors with { Webmail = await OpenWebmailAsync(web, signIn, own, cancellationToken).ConfigureAwait(false) };
        }
        catch (MigrationException e)
        {
            // A password that one door refused is not tried at the other: Kerio blocks addresses that guess.
            doors = doors with
            {
                Obstacle = signIn.IsKept && doors.Dav is null && e.Failure.Reason == Reason.SignInFailed ? KnownAccount.RefusedPassword(signIn.User, e.Failure) : e.Failure,
            };
        }
        catch
        {
            foreach (var door in new IDestinationMailbox?[] { doors.Dav, doors.Webmail }.OfType<IDestinationMailbox>())
            {
                await door.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }

        return doors;
    }

    private static Failure NoSignIn(DestinationSignIn signIn) => new(
        FailureScope.Mailbox,
        FailureRemedy.None,
        Reason.NoDestinationSignIn,
        signIn.IsPublic ? $"They need {signIn.User.Address}'s own password: give it with -PublicFolderCredential."
            : signIn.User.IsFromDirectory
            ? $"They need {signIn.User.Address}'s own password, which a directory service keeps: give it as KerioCredential in the row."
            : $"They need {signIn.User.Address}'s own password: give it as KerioCredential in the row, or run with -ResetPassword.");

    private async Task<DavMailbox> OpenDavAsync(
        Uri web, DestinationUser user, NetworkCredential own, Func<CancellationToken, Task<IReadOnlyList<DestinationFolder>>>? tree, CancellationToken cancellationToken)
    {
        var server = new DavServer(web, pace, time) { SkipCertificateCheck = connection.SkipCertificateCheck, WireLog = log };
        return await DavMailbox.OpenAsync(server, new DavSignIn(user.Address, new Secret(own.SecurePassword)), cancellationToken, tree).ConfigureAwait(false);
    }

    private async Task<WebmailMailbox> OpenWebmailAsync(Uri web, DestinationSignIn signIn, NetworkCredential own, CancellationToken cancellationToken)
    {
        var options = new HttpDoorOptions { SkipCertificateCheck = connection.SkipCertificateCheck, WireLog = log, Time = time };
        var webmail = new WebmailMailbox(WebmailClient.UrlOf(web), options, new NetworkCredential(signIn.User.Address, own.SecurePassword), pace, signIn.IsPublic);
        try
        {
            // Signs in.
            await webmail.ListFoldersAsync(cancellationToken).ConfigureAwait(false);
            return webmail;
        }
        catch
        {
            await webmail.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
