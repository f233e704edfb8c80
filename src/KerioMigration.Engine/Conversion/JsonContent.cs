using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Conversion;

/// <summary>An item as a JSON object for Kerio's client API.</summary>
/// <param name="Bytes">UTF-8.</param>
/// <param name="Fingerprint">SHA-256 of its canonical form.</param>
/// <param name="Key">How it is found again: these items have no identifier that can be set.</param>
public sealed record JsonContent(byte[] Bytes, byte[] Fingerprint, ItemKey Key);
