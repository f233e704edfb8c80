using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Conversion.ContentLines;

/// <summary>The words of iCalendar for what every item of Exchange has.</summary>
internal static class ComponentMarks
{
    /// <summary>RFC 5545 3.8.1.3.</summary>
    public static string Class(Sensitivity sensitivity) => sensitivity switch
    {
        Sensitivity.Normal => "PUBLIC",
        Sensitivity.Confidential => "CONFIDENTIAL",
        _ => "PRIVATE",
    };

    /// <summary>RFC 5545 3.8.1.9: of the numbers of each level the one that stands for a system of three.</summary>
    public static string Priority(Importance importance) => importance switch { Importance.High => "1", Importance.Low => "9", _ => "5" };
}
