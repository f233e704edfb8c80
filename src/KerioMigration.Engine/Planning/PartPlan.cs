using System.Collections.Generic;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>What would become of a part of a mailbox beside its items.</summary>
/// <param name="Place">The folder's path at the source, or the name of a setting; empty: the part as a whole.</param>
/// <param name="Count">What would be set.</param>
/// <param name="Losses">A sentence, without its full stop, for each that would not be there as it was.</param>
public sealed record PartPlan(MailboxPart Part, string Place, int Count, IReadOnlyList<string> Losses);
