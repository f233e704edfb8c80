using System;
using System.Globalization;

namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary>Dates on the wire: <c>09-Oct-2015 10:02:04 -0700</c>.</summary>
internal static class InternalDate
{
    private const string Form = "dd-MMM-yyyy HH:mm:ss";

    public static string Format(DateTimeOffset date)
    {
        var zone = date.Offset;
        return date.ToString(Form, CultureInfo.InvariantCulture)
            + string.Create(CultureInfo.InvariantCulture, $" {(zone < TimeSpan.Zero ? '-' : '+')}{zone.Duration():hhmm}");
    }

    /// <summary>Null when the text is refused: it is not the form of RFC 3501, or one that this server does not like.</summary>
    public static DateTimeOffset? Parse(string text, DateRefusal refusal)
    {
        if (refusal == DateRefusal.Always || text.Length != 26 || text[20] != ' ' || text[21] is not ('+' or '-'))
        {
            return null;
        }

        // RFC 3501 allows a blank before a one-digit day (date-day-fixed).
        var day = text[0] == ' ' && refusal == DateRefusal.Invalid ? "0" + text[1..20] : text[..20];
        return DateTime.TryParseExact(day, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && TimeSpan.TryParseExact(text[22..], "hhmm", CultureInfo.InvariantCulture, out var zone)
            ? Combine(local, text[21] == '-' ? -zone : zone)
            : null;
    }

    private static DateTimeOffset? Combine(DateTime local, TimeSpan zone)
    {
        try
        {
            return new DateTimeOffset(local, zone);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
