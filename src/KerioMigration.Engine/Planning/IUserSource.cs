using System.Collections.Generic;
using System.Threading;

namespace KerioMigration.Engine.Planning;

/// <summary>Where the list of users comes from.</summary>
public interface IUserSource
{
    /// <summary>
    /// Every user once, in the order found; nothing is written. May be repeated and gives the organization's state at that time.
    /// </summary>
    /// <param name="prefixes">
    /// Beginnings of names or addresses to look for; empty for everybody. A source may give more than was asked for, never less.
    /// </param>
    /// <param name="includeSize">Also fill <see cref="SourceUser.ItemCount"/> and <see cref="SourceUser.TotalBytes"/>: one request each.</param>
    IAsyncEnumerable<SourceUser> ListUsersAsync(IReadOnlyList<string> prefixes, bool includeSize, CancellationToken cancellationToken);
}
