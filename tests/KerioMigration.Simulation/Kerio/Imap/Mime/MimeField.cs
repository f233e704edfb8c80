using System;

namespace KerioMigration.Simulation.Kerio.Imap.Mime;

/// <summary>One header field: its raw bytes with the line end, and its unfolded value.</summary>
internal sealed record MimeField(string Name, ReadOnlyMemory<byte> Raw, string Value);
