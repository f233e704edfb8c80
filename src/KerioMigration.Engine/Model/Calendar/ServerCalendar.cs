namespace KerioMigration.Engine.Model.Calendar;

/// <summary>An appointment whose properties cannot be read, as the server's own iCalendar has it: poorer, and not free of errors.</summary>
/// <param name="Text">From BEGIN:VCALENDAR on; its end may be missing.</param>
public sealed record ServerCalendar(string Text) : ItemProperties;
