using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace KerioMigration.Engine.Planning;

/// <summary>
/// Folder names that an IMAP server takes, as near to the source's as can be. A character that cannot be carried becomes one that looks
/// alike and means nothing to the server (<c>/</c> becomes <c>／</c>), so that the name can be read, and turned back.
/// </summary>
public static class LegalFolderName
{
    // The limit of a file name on the usual file systems is 255 bytes; servers add suffixes of their own.
    private const int MaxEncodedLength = 200;

    public static string From(string name)
    {
        var legal = SubstituteEdges(string.Concat(name.Select((c, i) => IsUnpaired(name, i) ? '\ufffd' : Substitute(c))));
        legal = Shorten(legal, MaxEncodedLength);
        return legal.Length == 0 ? "_" : legal;
    }

    /// <summary>The same name with a number, still legal.</summary>
    public static string WithSuffix(string legalName, int number)
    {
        var suffix = " (" + number.ToString(CultureInfo.InvariantCulture) + ")";
        return Shorten(legalName, MaxEncodedLength - suffix.Length) + suffix;
    }

    /// <summary>Names with the same key are one folder on some server: many compare without case, some without composition.</summary>
    public static string CollisionKey(string legalName)
    {
        try
        {
            return legalName.Normalize(NormalizationForm.FormC).ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            // An unpaired surrogate has no normal form.
            return legalName.ToUpperInvariant();
        }
    }

    private static char Substitute(char c) => c switch
    {
        '/' => '／',
        '*' => '＊', // a wildcard of LIST, RFC 3501 6.3.8
        '%' => '％',
        '\\' => '＼',
        '\u007f' => '␡',
        < ' ' => (char)('␀' + c),
        _ => c,
    };

    /// <summary>Half a character, which no encoding can carry.</summary>
    private static bool IsUnpaired(string name, int index) =>
        char.IsHighSurrogate(name[index])
            ? index + 1 == name.Length || !char.IsLowSurrogate(name[index + 1])
            : char.IsLowSurrogate(name[index]) && (index == 0 || !char.IsHighSurrogate(name[index - 1]));

    private static string SubstituteEdges(string name)
    {
        var trimmed = name.Trim(' ');
        var leading = name.Length - name.TrimStart(' ').Length;
        var trailing = trimmed.Length == 0 ? 0 : name.Length - name.TrimEnd(' ').Length;
        var core = trimmed switch
        {
            // The first character chooses a namespace on some servers (RFC 3501 5.1.2), and dots alone are folders of the file system.
            ['~', .. var rest] => "～" + rest,
            ['#', .. var rest] => "＃" + rest,
            _ when trimmed.Length > 0 && trimmed.All(c => c == '.') => new string('．', trimmed.Length),
            _ => trimmed,
        };
        return new string('\u00a0', leading) + core + new string('\u00a0', trailing);
    }

    private static string Shorten(string name, int maxEncodedLength)
    {
        while (EncodedLength(name) > maxEncodedLength)
        {
            var cut = name.Length - 1;
            if (cut > 0 && char.IsLowSurrogate(name[cut]) && char.IsHighSurrogate(name[cut - 1]))
            {
                cut--;
            }

            name = name.Substring(0, cut).TrimEnd(' ');
        }

        return name;
    }

    /// <summary>Bytes in the longer of modified UTF-7 (RFC 3501 5.1.3) and UTF-8.</summary>
    private static int EncodedLength(string name)
    {
        int utf7 = 0, run = 0;
        foreach (var c in name)
        {
            if (c is >= ' ' and <= '~')
            {
                utf7 += EncodedRun(run) + (c == '&' ? 2 : 1);
                run = 0;
            }
            else
            {
                run++;
            }
        }

        return Math.Max(utf7 + EncodedRun(run), Encoding.UTF8.GetByteCount(name));
    }

    private static int EncodedRun(int units) => units == 0 ? 0 : ((units * 16) + 5) / 6 + 2;
}
