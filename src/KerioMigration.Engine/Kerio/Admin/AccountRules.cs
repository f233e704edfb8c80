using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>Why an account cannot be made, found out before it is tried, with what to do about it.</summary>
internal sealed class AccountRules(AdminQueries queries)
{
    private const int LongestName = 64; // RFC 5321, 4.5.3.1.1: a local part

    public static MigrationException Refusal(Reason reason, string message) => new(new Failure(FailureScope.Mailbox, FailureRemedy.None, reason, message));

    // "No diacritics, blanks or most symbols" (reference of the User structure); what is left is what every version takes.
    public static void RefuseIllegalName(UserMapping user)
    {
        var name = user.DestinationLogin;
        if (name.Length is 0 or > LongestName || !name.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '-' or '_'))
        {
            throw Refusal(
                Reason.AccountNameIllegal,
                $"Kerio Connect takes no account named '{name}' (for {user}): letters a-z, digits, dot, hyphen and underscore only, {LongestName} at most. Give the row a DestinationLogin.");
        }
    }

    public static MigrationException TakenAddress(UserMapping user, KerioDomain domain, AddressOwner owner) => Refusal(
        Reason.AddressTaken,
        $"The address {user.DestinationLogin}@{domain.Name} belongs to {owner} already. Free it, or give {user} another DestinationLogin.");

    public static void RefuseDisabled(DestinationUser account)
    {
        if (!account.IsEnabled)
        {
            throw Refusal(Reason.AccountDisabled, $"The account {account.Address} is disabled. Enable it in Kerio Connect and run again.");
        }
    }

    public async Task RefuseWithoutSeatAsync(UserMapping user, KerioDomain domain, CancellationToken cancellationToken)
    {
        var licence = await queries.LicenceSeatsAsync(cancellationToken).ConfigureAwait(false);
        if (licence is { AreTaken: true })
        {
            throw Refusal(
                Reason.LicenceFull,
                $"No account for {user}: {licence.Used} of {licence.Allowed} accounts that the licence of Kerio Connect allows are in use. Extend the licence, or disable accounts.");
        }

        var seats = await queries.DomainSeatsAsync(domain, cancellationToken).ConfigureAwait(false);
        if (seats.AreTaken)
        {
            throw Refusal(
                Reason.LicenceFull,
                $"No account for {user}: {domain.Name} has {seats.Used} of {seats.Allowed} allowed accounts. Raise the domain's limit, or disable accounts.");
        }
    }
}
