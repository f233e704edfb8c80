using KerioMigration.Engine.Model.Canonical;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>A resource as it was listed or read.</summary>
/// <param name="Object">What was asked for of it: all or its UID; null when only listed.</param>
internal sealed record DavItem(string Path, string? ETag, CanonicalObject? Object);
