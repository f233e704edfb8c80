using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Canonical;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>One item on its way into a folder.</summary>
internal sealed class DavWrite(ConvertedItem item, byte[] bytes)
{
    public ConvertedItem Item { get; } = item;

    public byte[] Bytes { get; } = bytes;

    /// <summary>What is sent, as it is compared.</summary>
    public CanonicalObject Sent { get; } = CanonicalObject.Of(Encoding.UTF8.GetString(bytes));

    public string? Uid => Sent.Uid;

    public DavDoubt Doubt { get; } = new();

    /// <summary>Where it is or shall be.</summary>
    public string Path { get; set; } = "";

    /// <summary>A resource of this UID was found, not written by a request that was answered.</summary>
    public bool WasThere { get; set; }

    /// <summary>The copy of an earlier run at <see cref="Path"/>, which this one is written over; null for none.</summary>
    public OlderCopy? Older { get; set; }

    public ItemReceipt? Receipt { get; private set; }

    public static async Task<DavWrite> ReadAsync(ConvertedItem item, CancellationToken cancellationToken)
    {
        using var bytes = new System.IO.MemoryStream((int)item.Content.Length);
        await item.Content.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        return new DavWrite(item, bytes.ToArray());
    }

    public void Fail(Failure failure) => Receipt ??= new ItemReceipt(Item.Source.Id) { Failure = failure };

    /// <summary>What is stored is still the copy that an earlier run wrote.</summary>
    public bool IsOlder(CanonicalObject stored) => Older?.Sha256 is { } written && stored.Fingerprint.AsSpan().SequenceEqual(written);

    /// <summary>What is stored says all that was sent; a server may have added to it.</summary>
    public bool IsIn(CanonicalObject stored) => LossIn(stored) is null;

    /// <summary>The re-read shows it stored.</summary>
    public void Store(CanonicalObject stored)
    {
        var expected = Item.Fingerprint ?? Sent.Fingerprint;
        Receipt ??= new ItemReceipt(Item.Source.Id)
        {
            DestinationId = Path,
            Fingerprint = stored.Fingerprint.AsSpan().SequenceEqual(expected) ? null : stored.Fingerprint,
            Loss = LossIn(stored),
        };
    }

    private string? LossIn(CanonicalObject stored)
    {
        if (stored.IsSameAs(Sent))
        {
            return null;
        }

        var differences = Sent.DifferencesIn(stored);
        var changed = string.Join(", ", differences.Where(d => d.Fate == PropertyFate.Changed).Select(d => d.Name));
        var dropped = string.Join(", ", differences.Where(d => d.Fate == PropertyFate.Dropped).Select(d => d.Name));
        return (changed.Length, dropped.Length) switch
        {
            (0, 0) => null,
            (_, 0) => string.Format(CultureInfo.InvariantCulture, "The server changed {0}.", changed),
            (0, _) => string.Format(CultureInfo.InvariantCulture, "The server dropped {0}.", dropped),
            _ => string.Format(CultureInfo.InvariantCulture, "The server changed {0} and dropped {1}.", changed, dropped),
        };
    }
}
