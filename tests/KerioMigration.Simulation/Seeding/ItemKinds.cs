using System;

namespace KerioMigration.Simulation.Seeding;

/// <summary>Which element an item class is carried in.</summary>
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
