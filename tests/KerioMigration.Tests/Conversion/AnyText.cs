using System;
using System.Linq;
using System.Text;
using CsCheck;

namespace KerioMigration.Tests.Conversion;

/// <summary>Texts as users, Outlook and broken programs leave them, and what of them can arrive.</summary>
internal static class AnyText
{
    /// <summary>Never blank, for a mark stands at each end.</summary>
    public static Gen<string> UpTo(int length) => Gen.OneOf(
            Gen.Char,
            Gen.OneOf('\\', ',', ';', ':', '"', 'n', '\r', '\n', '\t', ' ', 'é', '\u202e', '\u05d0', '\ud83d', '\ude00', '\0'))
        .Array[0, length].Select(a => $"«{new string(a)}»");

    /// <summary>More than a megabyte of UTF-8: right-to-left, emoji of several code points, all that is escaped.</summary>
    public static string Megabyte { get; } = string.Concat(Enumerable.Repeat("שלום 👨‍👩‍👧‍👦, Welt;\\ \n", 24_000)).TrimEnd();

    /// <summary>Lines by one line feed, no control characters, no halves of pairs: said by .NET's own conversions.</summary>
    public static string Arrived(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var utf8 = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(lines));
        return string.Concat(utf8.Where(c => c is '\n' or '\t' || !char.IsControl(c)));
    }
}
