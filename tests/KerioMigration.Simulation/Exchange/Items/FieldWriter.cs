using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>Writes one field of an item; nothing where the item has no value.</summary>
internal delegate void FieldWriter(AnswerWriter answer, SeededItem item, ItemShape shape);
