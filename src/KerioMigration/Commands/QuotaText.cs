using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace KerioMigration.Commands;

/// <summary>Sizes as Exchange writes them: <c>2 GB (2,147,483,648 bytes)</c>, <c>Unlimited</c>; by the language of the computer.</summary>
internal static class QuotaText
{
    private const string Units = "BKMGTP";

    private static readonly Regex Exact = new(@"\(\D*(\d[\d.,\s\u00a0\u202f']*)\D*\)", RegexOptions.CultureInvariant);
    private static readonly Regex Short = new(@"^(\d+(?:[.,]\d+)?)\s*([KMGTP]?)B?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <returns>Null when there is no limit, and when the text says none.</returns>
    public static long? Bytes(string? text)
    {
        if (Exact.Match(text ?? "") is { Success: true } exact)
        {
            return Number(string.Concat(exact.Groups[1].Value.Where(char.IsDigit)));
        }

        if (Short.Match(text?.Trim() ?? "") is not { Success: true } found)
        {
            return null;
        }

        var number = double.Parse(found.Groups[1].Value.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture);
        var unit = found.Groups[2].Value is { Length: > 0 } letter ? Units.IndexOf(char.ToUpperInvariant(letter[0])) : 0;
        var bytes = number * Math.Pow(1024, unit);
        return bytes < long.MaxValue ? (long)bytes : null;
    }

    private static long? Number(string digits) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
