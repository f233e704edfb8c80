using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>Everybody whom name resolution finds, each once: people, groups and contacts.</summary>
internal sealed class DirectoryWalk(DirectorySearch directory)
{
    // Every entry has an address, addresses are ASCII, and resolution matches them: no other alphabet is needed to find everybody.
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789_";
    private const string Continuations = Alphabet + ".-@'+";

    // RFC 5321, 4.5.3.1.1: no name before the at sign is longer.
    private const int LongestPrefix = 64;

    private static IEnumerable<string> Beginnings => Alphabet.Reverse().Select(c => c.ToString());

    /// <param name="prefixes">None: everybody.</param>
    /// <exception cref="MigrationException">The directory does not answer, or does not look at what it is asked for.</exception>
    public async IAsyncEnumerable<DirectoryEntry> FindAsync(IReadOnlyList<string> prefixes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        Stack<string> open = new(prefixes.Count > 0 ? prefixes.Reverse() : Beginnings);
        var isWalk = prefixes.Count == 0;
        while (open.Count > 0)
        {
            var prefix = open.Pop();
            var (entries, isCut) = await directory.ResolveAsync(prefix, cancellationToken).ConfigureAwait(false);
            foreach (var entry in entries.Where(e => seen.Add(e.Address)))
            {
                yield return entry;
            }

            if (isCut)
            {
                // More people than an answer holds may share a given name: no further letter of it tells them apart, their addresses do.
                open = isWalk ? Longer(open, prefix) : new Stack<string>(Beginnings);
                isWalk = true;
            }
        }
    }

    /// <exception cref="MigrationException">The directory does not look at what it is asked for; else no beginning is that common.</exception>
    private Stack<string> Longer(Stack<string> open, string prefix)
    {
        if (prefix.Length >= LongestPrefix)
        {
            throw new MigrationException(new Failure(
                directory.Scope,
                FailureRemedy.None,
                Reason.UnexpectedAnswer,
                $"Exchange names {ResolveNames.Limit} people and more for \"{prefix}\" as for every shorter beginning, so that its directory cannot be listed to its end. Take the users from Get-Mailbox, Get-ADUser or a CSV file instead."));
        }

        foreach (var next in Continuations.Reverse())
        {
            open.Push(prefix + next);
        }

        return open;
    }
}
