using System;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Canonical;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>One item on its way into a folder.</summary>
internal sealed class DavWrite(ConvertedItem item)
{
    public ConvertedItem Item { get; } = item;

    /// <summary>What is sent.</summary>
    public ItemContent Content { get; private set; } = item.Content;

    /// <summary><see cref="Content"/> as it is compared.</summary>
    public CanonicalObject Sent { get; private set; } = CanonicalObject.Of(item.Content);

    public string? Uid => Sent.Uid;

    public DavDoubt Doubt { get; } = new();

    /// <summary>Where it is or shall be.</summary>
    public string Path { get; set; } = "";

    /// <summary>A resource of this UID was found, not written by a request that was answered.</summary>
    public bool WasThere { get; set; }

    /// <summary>The copy of an earlier run at <see cref="Path"/>, which this one is written over; null for none.</summary>
    public OlderCopy? Older { get; set; }

    public ItemReceipt? Receipt { get; private set; }

    /// <summary>From now on it is sent without its files. False when it has none, or is so already.</summary>
    public bool LeaveFiles()
    {
        if (Item.Fileless is not { } form || form.Content == Content)
        {
            return false;
        }

        (Content, Sent) = (form.Content, CanonicalObject.Of(form.Content));
        return true;
    }

    public void Fail(Failure failure) => Receipt ??= new ItemReceipt(Item.Source.Id) { Failure = failure };

    /// <summary>What is stored is still the copy that an earlier run wrote.</summary>
    public bool IsOlder(CanonicalObject stored) => Older?.Sha256 is { } written && stored.Fingerprint.AsSpan().SequenceEqual(written);

    /// <summary>What is stored says all that was sent; a server may have added to it.</summary>
    public bool IsIn(CanonicalObject stored) => ChangesIn(stored) is null;

    /// <summary>The re-read shows it stored.</summary>
    public void Store(CanonicalObject stored)
    {
        var expected = Item.Fingerprint ?? Sent.Fingerprint;
        var isAsMeant = stored.Fingerprint.AsSpan().SequenceEqual(expected);
        string?[] losses = isAsMeant ? [] : [LeftFiles(), ChangesIn(stored)];
        Receipt ??= new ItemReceipt(Item.Source.Id)
        {
            DestinationId = Path,
            WasThere = WasThere && Older is null && !Doubt.MayHaveActed,
            Fingerprint = isAsMeant ? null : stored.Fingerprint,
            Loss = string.Join(" ", losses.OfType<string>()) is { Length: > 0 } loss ? loss : null,
        };
    }

    private string? LeftFiles() => Item.Fileless is { } form && form.Content == Content
        ? $"Attachments left out, because the server does not take the item with them: {string.Join(", ", form.FileNames)}."
        : null;

    private string? ChangesIn(CanonicalObject stored)
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
