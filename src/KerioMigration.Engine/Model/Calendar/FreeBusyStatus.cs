namespace KerioMigration.Engine.Model.Calendar;

/// <summary>t:LegacyFreeBusyType.</summary>
public enum FreeBusyStatus
{
    Free,
    Tentative,
    Busy,
    OutOfOffice,
    WorkingElsewhere,
    NoData,
}
