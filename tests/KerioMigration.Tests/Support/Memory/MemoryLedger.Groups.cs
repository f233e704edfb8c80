using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Tests.Support.Memory;

/// <summary>What is no mailbox's.</summary>
public sealed partial class MemoryLedger
{
    public Task SetGroupLossesAsync(string group, string destination, IReadOnlyList<LossEntry> losses, CancellationToken cancellationToken) =>
        DoAsync(() => Store.GroupLosses[group] = [.. losses.Select(l => new MailboxLoss(group, destination, l))]);

    public Task IntendGroupAsync(GroupEntry group, CancellationToken cancellationToken) => DoAsync(() =>
    {
        var known = Store.Groups.GetValueOrDefault(group.Address);
        known = known is { Id.Length: > 0 } && group.Id.Length > 0 && known.Id != group.Id ? null : known;
        Store.Groups.Remove(group.Address);
        Store.Groups.Add(group.Address, group with
        {
            Name = known is { CreatedByUs: true } ? known.Name : group.Name,
            Id = group.Id.Length > 0 ? group.Id : known?.Id ?? "",
            CreatedByUs = group.CreatedByUs || known is { CreatedByUs: true },
            Members = Ordered([.. known?.Members ?? [], .. group.Members]),
        });
    });

    public Task ForgetMembersAsync(string group, IReadOnlyList<AddedMember> members, CancellationToken cancellationToken) => DoAsync(() =>
    {
        if (Store.Groups.GetValueOrDefault(group) is { } known)
        {
            Store.Groups[group] = known with { Members = [.. known.Members.Where(m => !members.Any(f => f.Id == m.Id))] };
        }
    });

    public Task ForgetGroupAsync(string group, CancellationToken cancellationToken) => DoAsync(() =>
    {
        Store.Groups.Remove(group);
        Store.GroupLosses.Remove(group);
    });

    public Task<IReadOnlyList<GroupEntry>> ReadGroupsAsync(CancellationToken cancellationToken)
    {
        lock (Store)
        {
            return Task.FromResult<IReadOnlyList<GroupEntry>>([.. Store.Groups.Values]);
        }
    }

    public Task<IReadOnlyList<PartCount>> ReadPartCountsAsync(CancellationToken cancellationToken)
    {
        lock (Store)
        {
            return Task.FromResult<IReadOnlyList<PartCount>>([.. Store.Mailboxes.Values.SelectMany(m => m.Parts
                .GroupBy(p => p.Part, p => (p.Place, p.Name)).OrderBy(g => g.Key.ToString(), StringComparer.Ordinal)
                .Select(g => new PartCount(m.Entry.Address, g.Key, g.Distinct().Count())))]);
        }
    }

    public Task<IReadOnlyList<PartEntry>> ReadPartsAsync(string address, CancellationToken cancellationToken)
    {
        lock (Store)
        {
            return Task.FromResult(Store.Mailboxes.TryGetValue(address, out var mailbox) ? mailbox.OrderedParts : []);
        }
    }

    private static AddedMember[] Ordered(IEnumerable<AddedMember> members) =>
        [.. members.DistinctBy(m => m.Id).OrderBy(m => m.Address, StringComparer.Ordinal).ThenBy(m => m.Id, StringComparer.Ordinal)];

    private Task DoAsync(Action change)
    {
        lock (Store)
        {
            change();
            return Task.CompletedTask;
        }
    }
}
