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
