using System;

namespace KerioMigration.Simulation.Exchange.Wire;

/// <summary>
/// The connection ends here on purpose. Kestrel closes a chunked answer without its last chunk when the handler throws.
/// </summary>
internal sealed class CutException() : Exception("The answer is cut by a fault.");
