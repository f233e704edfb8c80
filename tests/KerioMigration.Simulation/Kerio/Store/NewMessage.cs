using System;

namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>A message on its way into a folder.</summary>
public sealed record NewMessage(ReadOnlyMemory<byte> Bytes, MessageFlags Flags, DateTimeOffset InternalDate);
