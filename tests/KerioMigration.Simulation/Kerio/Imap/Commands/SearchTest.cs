using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Imap.Commands;

/// <summary>Whether a message, with its sequence number, is wanted.</summary>
internal delegate bool SearchTest(int number, KerioMessage message);
