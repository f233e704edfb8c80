using System;
using System.Globalization;

namespace KerioMigration.Engine.Conversion.ContentLines;

/// <summary>The forms of times in iCalendar (RFC 5545 3.3.4, 3.3.5, 3.3.6), which vCard 3.0 knows too (RFC 2425 5.8.4).</summary>
internal static class IcalTime
{
    public static string Utc(DateTime utc) => Local(utc) + "Z";

    public static string Local(DateTime local) => local.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    public static string Date(DateTime date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
