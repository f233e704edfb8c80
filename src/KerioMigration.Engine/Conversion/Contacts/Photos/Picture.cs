using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Engine.Conversion.Contacts.Photos;

/// <summary>A picture on its way into a JPEG.</summary>
/// <param name="Components">1: grey, 3: red, green and blue.</param>
/// <param name="Exif">What a camera wrote, which tells how it held the picture; null for none.</param>
/// <param name="Rows">From the top, read once.</param>
internal sealed record Picture(int Width, int Height, int Components, byte[]? Exif, IEnumerable<byte[]> Rows)
{
    /// <summary>Each pixel the average of a square; what is left over at the right and at the bottom goes.</summary>
    public Picture DividedBy(int divisor)
    {
        var (across, down) = (Math.Max(1, Width / divisor), Math.Max(1, Height / divisor));
        return divisor == 1 ? this : this with { Width = across, Height = down, Rows = Averages(across, Math.Min(divisor, Width), Math.Min(divisor, Height)).Take(down) };
    }

    private IEnumerable<byte[]> Averages(int across, int side, int rowsEach)
    {
        var sums = new int[across * Components];
        var taken = 0;
        foreach (var row in Rows)
        {
            for (var i = 0; i < across * side * Components; i++)
            {
                sums[(i / (side * Components) * Components) + (i % Components)] += row[i];
            }

            if (++taken == rowsEach)
            {
                yield return Array.ConvertAll(sums, s => (byte)(s / (side * rowsEach)));
                Array.Clear(sums, 0, sums.Length);
                taken = 0;
            }
        }
    }
}
