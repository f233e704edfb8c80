using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>The destination's accounts. Calls may come from any thread; they are carried out one after the other.</summary>
public interface IUserDirectory
{
    Task<IReadOnlyList<DestinationUser>> ListUsersAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The account of this mapping, by its name or one of its additional addresses, or null when it does not exist and could be created. Writes nothing.
    /// </summary>
    /// <exception cref="MigrationException">
    /// It is disabled; or it does not exist and would be refused: unknown domain, illegal name, address taken by an alias or a group,
    /// licence full.
    /// </exception>
    Task<DestinationUser?> FindUserAsync(UserMapping user, CancellationToken cancellationToken);

    /// <summary>
    /// Finds the account or creates it. Safe to repeat: an account that an interrupted call created is found and given back with
    /// <see cref="EnsuredUser.Created"/> false.
    /// </summary>
    /// <param name="password">
    /// The password for a new account, decided and kept by the caller before the call so that it cannot get lost; null asks the
    /// destination to generate one. Not used for an account whose password a directory service keeps.
    /// </param>
    /// <exception cref="MigrationException">As <see cref="FindUserAsync"/>, or the server refused.</exception>
    Task<EnsuredUser> EnsureUserAsync(UserMapping user, Secret? password, CancellationToken cancellationToken);

    /// <summary>Gives the account this password. Safe to repeat.</summary>
    /// <exception cref="MigrationException">Scope Mailbox: the server refused, or a directory service keeps its password.</exception>
    Task SetPasswordAsync(DestinationUser user, Secret password, CancellationToken cancellationToken);

    /// <summary>Removes the account and its mailbox for good. Safe to repeat: one that is gone is no error.</summary>
    /// <exception cref="MigrationException">Scope Mailbox: the server refused.</exception>
    Task RemoveUserAsync(DestinationUser user, CancellationToken cancellationToken);

    /// <summary>
    /// A password that satisfies the policy of the user's domain; null for an account whose password a directory service keeps.
    /// </summary>
    Task<Secret?> GeneratePasswordAsync(UserMapping user, CancellationToken cancellationToken);
}
