using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Exchange;

/// <summary>
/// Distribution groups of the address list with everybody who is in them. The server tells one level of a group; groups within are asked
/// in their turn, each once, so that groups that hold each other come to an end.
/// </summary>
internal sealed class GroupReading(EwsClient client)
{
    private const string Group = "PublicDL";

    private readonly DirectorySearch directory = new(client, FailureScope.Mailbox);

    /// <param name="patterns">Wildcards over names and addresses.</param>
    /// <exception cref="MigrationException">Scope Mailbox: the directory does not answer; else as every request.</exception>
    public async Task<IReadOnlyList<SourceGroup>> ReadAsync(IReadOnlyList<string> patterns, CancellationToken cancellationToken)
    {
        var wanted = patterns.Select(p => new WildcardPattern(p)).ToList();
        List<SourceGroup> groups = [];
        await foreach (var entry in new DirectoryWalk(directory).FindAsync(BeginningsOf(patterns), cancellationToken).ConfigureAwait(false))
        {
            if (entry.MailboxType == Group && entry.Address.IndexOf('@') > 0 && wanted.Any(w => w.IsMatch(entry.Address) || w.IsMatch(entry.DisplayName)))
            {
                groups.Add(await ReadAsync(entry, cancellationToken).ConfigureAwait(false));
            }
        }

        return groups;
    }

    /// <summary>What resolution can look for; nothing, and so everything, when a pattern may begin with anything.</summary>
    private static IReadOnlyList<string> BeginningsOf(IReadOnlyList<string> patterns)
    {
        var beginnings = patterns.Select(p => p.Split('*', '?')[0].Trim()).ToList();
        return beginnings.Any(b => b.Length == 0) ? [] : beginnings;
    }

    private async Task<SourceGroup> ReadAsync(DirectoryEntry entry, CancellationToken cancellationToken)
    {
        var expansion = new Expansion(entry.Address);
        while (expansion.Next() is { } address)
        {
            var response = await directory.ExpandAsync(address, cancellationToken).ConfigureAwait(false);
            expansion.Add(address, response);
        }

        return new SourceGroup(entry.Address)
        {
            Name = entry.DisplayName,
            Members = [.. expansion.Members.Values],
            Nested = [.. expansion.Seen.Where(s => !string.Equals(s, entry.Address, StringComparison.OrdinalIgnoreCase))],
            Losses = expansion.Losses,
        };
    }

    /// <summary>What is known of a group so far, and which groups within are still to be asked.</summary>
    private sealed class Expansion(string address)
    {
        private readonly Queue<string> open = new([address]);

        public HashSet<string> Seen { get; } = new([address], StringComparer.OrdinalIgnoreCase);

        public Dictionary<string, GroupMember> Members { get; } = new(StringComparer.OrdinalIgnoreCase);

        public List<string> Losses { get; } = [];

        public string? Next() => open.Count > 0 ? open.Dequeue() : null;

        public void Add(string group, EwsResponse<Element>? response)
        {
            if (response?.Payload is not { } expansion)
            {
                Losses.Add($"The members of {group} could not be read ({response?.Error?.Code ?? "no answer"})");
                return;
            }

            foreach (var member in expansion.Children)
            {
                Add(group, member);
            }
        }

        private void Enqueue(string group)
        {
            if (Seen.Add(group))
            {
                open.Enqueue(group);
            }
        }

        private void Add(string group, Element member)
        {
            var (address, type) = (member.Value("EmailAddress")?.Trim() ?? "", member.Value("MailboxType")?.Trim() ?? "");
            if (address.LastIndexOf('@') <= 0)
            {
                Losses.Add($"{member.Value("Name") ?? address}: has no mail address at the source (in {group})");
            }
            else if (type == Group)
            {
                Enqueue(address);
            }
            else if (!Members.ContainsKey(address))
            {
                Members.Add(address, new GroupMember(address, type == "Mailbox"));
            }
        }
    }
}
