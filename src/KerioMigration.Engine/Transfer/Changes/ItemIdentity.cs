using System;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer.Changes;

/// <summary>
/// What an item keeps when it is moved to another folder, where it has another id: the search key, and the time it was received. Where
/// one side has no search key (ledgers of before, servers without): the Message-ID, and then the size has to be the same too.
/// </summary>
internal static class ItemIdentity
{
    public static bool AreAlike(ItemRef arrived, ItemRef known, ItemKey? key)
    {
        if (arrived.Received != known.Received)
        {
            return false;
        }

        return arrived.SearchKey is not null && known.SearchKey is not null
            ? string.Equals(arrived.SearchKey, known.SearchKey, StringComparison.Ordinal)
            : arrived.MessageId is { Length: > 0 } id && string.Equals(id, key?.MessageId, StringComparison.Ordinal) && arrived.Size == known.Size;
    }

    /// <summary>Equal for items that may be alike. Different ones may share it now and then.</summary>
    public static int PrintOf(KnownItem known) => known.Item.SearchKey is { } key
        ? PrintOf('k', key)
        : PrintOf('m', known.Key?.MessageId ?? "");

    public static bool MayBeKnown(ItemRef arrived, Func<int, bool> isKnown) =>
        (arrived.SearchKey is { } key && isKnown(PrintOf('k', key))) || (arrived.MessageId is { Length: > 0 } id && isKnown(PrintOf('m', id)));

    private static int PrintOf(char kind, string text) => (StringComparer.Ordinal.GetHashCode(text) * 31) + kind;
}
