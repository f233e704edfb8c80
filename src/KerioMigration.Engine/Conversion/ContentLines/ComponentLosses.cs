using System.Collections.Generic;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Conversion.ContentLines;

/// <summary>What neither an event nor a task has a place for.</summary>
internal static class ComponentLosses
{
    public static IEnumerable<string> Of(Sensitivity sensitivity, string? textBody, string? htmlBody)
    {
        if (sensitivity == Sensitivity.Personal)
        {
            yield return "Sensitivity Personal became private.";
        }

        if (textBody is null && htmlBody is not null)
        {
            yield return "The body has no plain text: clients that show no HTML show none of it.";
        }
    }
}
