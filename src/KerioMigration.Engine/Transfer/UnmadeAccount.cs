using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model.Settings;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine.Transfer;

/// <summary>For a preview: an account in which nothing is set, because it is yet to be made, or cannot be looked into before the run.</summary>
internal sealed class UnmadeAccount : IFolderRights, IOwnerSettings
{
    public bool CanGrant => true;

    public bool CanSet => true;

    public static PartDestination Destination()
    {
        var account = new UnmadeAccount();
        return new PartDestination(account, account, null);
    }

    public Task<GrantedRights> GrantAsync(FolderTarget folder, IReadOnlyList<WantedRight> wanted, PartRecord record, CancellationToken cancellationToken) =>
        Task.FromResult(new GrantedRights(
            wanted.Count(w => w.Access is not null && (w.IsUser || w.IsDomain)),
            [.. wanted.Where(w => w is { Access: not null, IsUser: false, IsDomain: false }).Select(w => $"{w.Who}: gets the right if there is a group {w.Address} by then")]));

    public Task<AutomaticReply> ReadReplyAsync(CancellationToken cancellationToken) => Task.FromResult(new AutomaticReply(false, ""));

    public Task WriteReplyAsync(AutomaticReply reply, CancellationToken cancellationToken) => throw new InvalidOperationException("A preview writes nothing.");

    public Task<GrantedRights> AddDelegatesAsync(IReadOnlyList<WantedDelegate> wanted, PartRecord record, CancellationToken cancellationToken) =>
        Task.FromResult(new GrantedRights(wanted.Count, []));

    public Task<IReadOnlyList<RuleOutcome>> AddRulesAsync(
        IReadOnlyList<DeliveryRule> rules, IReadOnlyCollection<string> known, PartRecord record, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RuleOutcome>>([.. rules.Select(_ => RuleOutcome.Added)]);
}
