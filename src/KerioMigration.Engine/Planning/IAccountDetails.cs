using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>Details of the destination's accounts. Calls may come from any thread; each is safe to repeat.</summary>
/// <remarks>Every call may throw <see cref="MigrationException"/> with scope Mailbox, the server refused, or Run.</remarks>
public interface IAccountDetails
{
    /// <summary>Whom these addresses reach, in their order. Writes nothing.</summary>
    /// <param name="account">Whose they are to be; null for one that is still to be made.</param>
    Task<IReadOnlyList<AddressFinding>> FindAddressesAsync(DestinationUser? account, IReadOnlyList<string> addresses, CancellationToken cancellationToken);

    /// <summary>Mail to an address that was found free reaches the account from now on, beside those that it has.</summary>
    Task AddAddressAsync(DestinationUser account, string address, CancellationToken cancellationToken);

    /// <summary>Takes an address away that was added; one that the account does not have, or that leads elsewhere by now, is left alone.</summary>
    Task RemoveAddressAsync(DestinationUser account, string address, CancellationToken cancellationToken);

    /// <summary>The account as it is now; null when it is gone. Also a disabled one.</summary>
    Task<DestinationUser?> ReadAsync(DestinationUser account, CancellationToken cancellationToken);

    Task ChangeAsync(DestinationUser account, AccountChange change, CancellationToken cancellationToken);
}
