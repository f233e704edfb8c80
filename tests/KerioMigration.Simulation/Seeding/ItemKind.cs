using System;

namespace KerioMigration.Simulation.Seeding;

/// <summary>The element an item is carried in on the wire; an item class that Exchange does not know is a <see cref="Message"/>.</summary>
public enum ItemKind
{
    Message,
    PostItem,
    MeetingRequest,
    MeetingResponse,
    MeetingCancellation,
    CalendarItem,
    Contact,
    DistributionList,
    Task,
}

public static class ItemKinds
{
    public static ItemKind OfClass(string itemClass)
    {
        (string Prefix, ItemKind Kind)[] table =
        [
            ("IPM.Schedule.Meeting.Request", ItemKind.MeetingRequest),
            ("IPM.Schedule.Meeting.Resp", ItemKind.MeetingResponse),
            ("IPM.Schedule.Meeting.Canceled", ItemKind.MeetingCancellation),
            ("IPM.Appointment", ItemKind.CalendarItem),
            ("IPM.Contact", ItemKind.Contact),
            ("IPM.DistList", ItemKind.DistributionList),
            ("IPM.Task", ItemKind.Task),
            ("IPM.Post", ItemKind.PostItem),
        ];
        foreach (var (prefix, kind) in table)
        {
            if (itemClass.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        return ItemKind.Message;
    }
}
