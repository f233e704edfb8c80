using System.Collections.Generic;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;

namespace KerioMigration.Engine.Conversion.Calendar;

/// <summary>What an event has no place for.</summary>
internal static class EventLosses
{
    public static IEnumerable<string> Of(Appointment item)
    {
        if (item.Sensitivity == Sensitivity.Personal)
        {
            yield return "Sensitivity Personal became private.";
        }

        if (item.TextBody is null && item.HtmlBody is not null)
        {
            yield return "The body has no plain text: clients that show no HTML show none of it.";
        }

        // Kerio has no managed attachments, and what it does with inline ones is not known.
        if (item.AttachmentNames.Count > 0)
        {
            yield return $"Attachments: {string.Join(", ", item.AttachmentNames)}.";
        }
    }
}
