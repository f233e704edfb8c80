using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary>A set such as <c>1,4:7,9:*</c> (RFC 3501, 9).</summary>
internal sealed class SequenceSet
{
    private readonly List<(uint? From, uint? To)> ranges = [];

    private SequenceSet()
    {
    }

    public static bool IsSet(string text) => text.Length > 0 && text.All(c => char.IsAsciiDigit(c) || c is ':' or ',' or '*');

    /// <exception cref="ImapSyntaxException">The text is no set.</exception>
    public static SequenceSet Parse(string text)
    {
        var set = new SequenceSet();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split(':');
            set.ranges.Add(ends.Length > 2 ? throw Invalid() : (Number(ends[0]), Number(ends[^1])));
        }

        return set;
    }

    /// <summary>Whether the number is in the set; <paramref name="last"/> is what <c>*</c> stands for.</summary>
    public bool Contains(uint number, uint last)
    {
        foreach (var (from, to) in ranges)
        {
            var a = from ?? last;
            var b = to ?? last;
            if (number >= Math.Min(a, b) && number <= Math.Max(a, b))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The members as <c>1:3,5</c>; for APPENDUID and COPYUID (RFC 4315).</summary>
    public static string Format(IReadOnlyList<uint> numbers)
    {
        var parts = new List<string>();
        for (var i = 0; i < numbers.Count;)
        {
            var last = i;
            while (last + 1 < numbers.Count && numbers[last + 1] == numbers[last] + 1)
            {
                last++;
            }

            parts.Add(last == i ? $"{numbers[i]}" : $"{numbers[i]}:{numbers[last]}");
            i = last + 1;
        }

        return string.Join(',', parts);
    }

    private static uint? Number(string text) => text == "*" ? null
        : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw Invalid();

    private static ImapSyntaxException Invalid() => new("Invalid sequence set");
}
