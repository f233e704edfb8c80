using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Canonical;

namespace KerioMigration.Engine.Conversion;

/// <summary>An item as a JSON object for Kerio's client API.</summary>
/// <param name="Bytes">UTF-8.</param>
/// <param name="Canonical">Its canonical form.</param>
/// <param name="Key">How it is found again: these items have no identifier that can be set.</param>
public sealed record JsonContent(byte[] Bytes, byte[] Canonical, ItemKey Key)
{
    /// <summary>SHA-256 of <see cref="Canonical"/>.</summary>
    public byte[] Fingerprint => CanonicalHash.Of(Canonical);
}
