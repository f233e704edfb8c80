using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>
/// Finds a user's collections by asking (RFC 6764, 5397, 4791 6.2.1, 6352 7.1.1); where a server does not say, looks where Kerio Connect
/// was seen to have them.
/// </summary>
internal sealed class DavDiscovery(DavClient client, DavSignIn signIn)
{
    private static readonly XName[] Wanted =
    [
        DavNames.CurrentUserPrincipal, DavNames.PrincipalUrl, DavNames.CalendarHomeSet, DavNames.AddressBookHomeSet, DavNames.ScheduleInbox,
    ];

    private readonly HashSet<string> seen = [];
    private MigrationException? trouble;
    private string? inbox;

    /// <exception cref="MigrationException">No connection, no sign-in, or nothing of either kind.</exception>
    public async Task<DavHomes> RunAsync(CancellationToken cancellationToken)
    {
        var calendars = await SearchAsync(
            DavNames.CalendarHomeSet,
            ["/.well-known/caldav", "/caldav", $"/caldav/users/{signIn.Domain}/{signIn.Login}", "/"],
            [$"/full-calendars/{signIn.Domain}/{signIn.Login}/"],
            cancellationToken).ConfigureAwait(false);
        seen.Clear();
        var books = await SearchAsync(
            DavNames.AddressBookHomeSet,
            ["/.well-known/carddav", "/.well-known/caldav", "/caldav", "/"],
            [$"/contacts/{signIn.Domain}/{signIn.Login}/", $"/contacts/{signIn.Domain}/{signIn.Login}/addressbook/"],
            cancellationToken).ConfigureAwait(false);
        return calendars.Count + books.Count > 0
            ? new DavHomes(calendars, books, inbox)
            : throw new MigrationException(trouble?.Failure ?? NothingThere(), trouble);
    }

    private async Task<IReadOnlyList<string>> SearchAsync(XName home, string[] starts, string[] known, CancellationToken cancellationToken)
    {
        foreach (var start in starts)
        {
            if (await AskAsync(DavPath.Of(start), home, cancellationToken).ConfigureAwait(false) is { Count: > 0 } homes)
            {
                return homes;
            }
        }

        foreach (var path in known.Select(DavPath.OfCollection))
        {
            if (await PropertiesAsync(path, [DavNames.ResourceType], cancellationToken).ConfigureAwait(false) is not null)
            {
                return [path];
            }
        }

        return [];
    }

    /// <summary>Asks a place for the home, else the user's principal that it names.</summary>
    private async Task<IReadOnlyList<string>> AskAsync(string path, XName home, CancellationToken cancellationToken)
    {
        if (!seen.Add(path) || await PropertiesAsync(path, Wanted, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return [];
        }

        inbox ??= found.Hrefs(DavNames.ScheduleInbox).Select(DavPath.OfCollection).FirstOrDefault();
        string[] homes = [.. found.Hrefs(home).Select(DavPath.OfCollection).Distinct()];
        var principal = found.Hrefs(DavNames.CurrentUserPrincipal).Concat(found.Hrefs(DavNames.PrincipalUrl)).Select(DavPath.Of).FirstOrDefault();
        return homes.Length > 0 || principal is null ? homes : await AskAsync(principal, home, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DavResponse?> PropertiesAsync(string path, XName[] properties, CancellationToken cancellationToken)
    {
        try
        {
            var found = await client.ReadAsync(DavRequest.PropFind(path, 0, properties), r => r.IsThere ? r : null, cancellationToken).ConfigureAwait(false);
            return found is { Count: > 0 } ? found[0] : null;
        }
        catch (MigrationException e) when (e.Failure.Reason is Reason.ServerFault or Reason.UnexpectedAnswer)
        {
            // One broken place says nothing about the others.
            trouble = e;
            return null;
        }
    }

    private Failure NothingThere() => new(
        FailureScope.Mailbox, FailureRemedy.None, Reason.UnexpectedAnswer,
        $"{client.Where} shows {signIn.Address} neither calendars nor address books by CalDAV and CardDAV. Check that the account is enabled, and that its HTTP services run.");
}
