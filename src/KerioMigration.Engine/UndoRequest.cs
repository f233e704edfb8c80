using System.Collections.Generic;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Engine;

/// <summary>Everything that an undo is asked for.</summary>
/// <param name="LedgerPath">A full path.</param>
/// <param name="IncludeAccount">Accounts that were made by a migration go too, when nothing is left in them.</param>
public sealed record UndoRequest(KerioConnection Destination, string LedgerPath, IReadOnlyList<UndoTarget> Targets, bool IncludeAccount);
