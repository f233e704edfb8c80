using System.Linq;
using System.Text;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>Texts that go wrong on the way through XML, iCalendar, vCard and folded lines.</summary>
internal static class Awkward
{
    /// <summary>Characters of several code points, and what XML escapes.</summary>
    public const string Emoji = "👩‍👩‍👧 Familienfeier 🎂 – 5 € & <mehr>";

    /// <summary>Hebrew and Arabic.</summary>
    public const string RightToLeft = "פגישת צוות שבועית – اجتماع";

    /// <summary>What vCard and iCalendar must escape, line ends of three kinds, tabs and spaces at the ends.</summary>
    public const string Escapes = " Komma, Semikolon; Rück\\strich: \"Anführung\"\r\nzweite Zeile\nBEGIN:VEVENT\n\tTab und ^Dach ";

    /// <summary>Characters that XML 1.0 forbids, and Exchange sends as entities.</summary>
    public const string Control = "Steuer\u0001zeichen\u000Bim \u001FText";

    public const string Combining = "Cafe\u0301 Zu\u0308rich \u200Bunsichtbar";

    /// <summary>Well over a megabyte, no two lines alike, with characters of two, three and four bytes.</summary>
    public static string Long { get; } = Enumerable.Range(0, 16_000)
        .Aggregate(new StringBuilder(), (text, i) => text.Append("Zeile ").Append(i).Append(": Ärger mit langen Beschreibungen 漢字 😀 kostet Zeit.\r\n")).ToString();
}
