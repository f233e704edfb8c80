using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Settings;

namespace KerioMigration.Engine.Transfer;

/// <summary>A destination where the owner of a mailbox sets more than its folders. One call at a time.</summary>
public interface IOwnerSettings
{
    /// <summary>False: the sign-in at hand does not do for it.</summary>
    bool CanSet { get; }

    /// <exception cref="MigrationException">Scope Folder: refused.</exception>
    Task<AutomaticReply> ReadReplyAsync(CancellationToken cancellationToken);

    /// <summary>Takes the place of what is there. Safe to repeat.</summary>
    /// <exception cref="MigrationException">Scope Folder: refused.</exception>
    Task WriteReplyAsync(AutomaticReply reply, CancellationToken cancellationToken);

    /// <summary>Lets these act for the owner, beside those who do already; nobody is removed, or gets less than they have. Safe to repeat.</summary>
    /// <param name="record">Knows who is added before they are.</param>
    /// <exception cref="MigrationException">Scope Folder: refused.</exception>
    Task<GrantedRights> AddDelegatesAsync(IReadOnlyList<WantedDelegate> wanted, PartRecord record, CancellationToken cancellationToken);

    /// <summary>
    /// Adds rules behind those that are there, which stay as they are. One of the same name is not added again, whether it is on or off; it is
    /// replaced where it is as a run left it. Safe to repeat.
    /// </summary>
    /// <param name="known">Names of rules that were added before: one that is not there any more was removed by its owner.</param>
    /// <param name="record">Knows what is set before it is.</param>
    /// <returns>One value each, in order.</returns>
    /// <exception cref="MigrationException">Scope Folder: refused, or somebody changes the rules again and again.</exception>
    Task<IReadOnlyList<RuleOutcome>> AddRulesAsync(
        IReadOnlyList<DeliveryRule> rules, IReadOnlyCollection<string> known, PartRecord record, CancellationToken cancellationToken);
}

/// <summary>Somebody who is to act for the owner at the destination.</summary>
/// <param name="Who">For messages.</param>
/// <param name="Address">Of an account at the destination.</param>
/// <param name="WithInbox">The inbox is theirs to work in, too.</param>
public sealed record WantedDelegate(string Who, string Address, bool WithInbox);

/// <summary>What became of a rule.</summary>
public enum RuleOutcome
{
    Added,

    /// <summary>It took the place of the one that a run had set, as that one was.</summary>
    Updated,

    /// <summary>It was there.</summary>
    Present,

    /// <summary>One of this name was there that does something else.</summary>
    Different,

    /// <summary>It was added once and is not there any more.</summary>
    Removed,
}
