using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Xml.Linq;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>The three ways to name an item: by its id, as the n-th occurrence of a series, as the series of an occurrence.</summary>
internal static class ItemTargets
{
    public static bool TryFind(MailboxAccess access, XElement id, [NotNullWhen(true)] out SeededItem? item, [NotNullWhen(false)] out string? errorCode)
    {
        var text = (string?)id.Attribute("Id") ?? (string?)id.Attribute("RecurringMasterId") ?? (string?)id.Attribute("OccurrenceId");
        var isFound = access.TryItem(text ?? string.Empty, out item, out errorCode);
        if (isFound && id.Name.LocalName != "ItemId")
        {
            (item, errorCode) = id.Name.LocalName == "OccurrenceItemId" ? Occurrence(item!, (int)id.Attribute("InstanceIndex")!) : Master(item!);
        }

        return item is not null;
    }

    private static (SeededItem? Item, string? ErrorCode) Occurrence(SeededItem item, int number)
    {
        if (item is not SeededAppointment { Recurrence: not null } master)
        {
            return (null, "ErrorCalendarCannotUseIdForOccurrenceId");
        }

        if (number < 1 || !master.Starts().Skip(number - 1).Any())
        {
            return (null, "ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange");
        }

        return master.Occurrence(number) is { } occurrence ? (occurrence, null) : (null, "ErrorCalendarOccurrenceIsDeletedFromRecurrence");
    }

    private static (SeededItem? Item, string? ErrorCode) Master(SeededItem item) =>
        item is SeededAppointment { Master: { } master } ? (master, null) : (null, "ErrorCalendarCannotUseIdForRecurringMasterId");
}
