using System;

namespace KerioMigration.Engine.Model;

/// <summary>
/// What identifies an item at a destination that gave no receipt. Several items of a folder may share one key: whoever matches by it
/// counts.
/// </summary>
/// <param name="MessageId">The Message-ID header's value, trimmed, with its brackets; or the UID of a calendar or contact resource.</param>
/// <param name="Date">The internal date to the second.</param>
/// <param name="Size">Bytes of the content.</param>
public sealed record ItemKey(string? MessageId, DateTimeOffset? Date, long Size);
