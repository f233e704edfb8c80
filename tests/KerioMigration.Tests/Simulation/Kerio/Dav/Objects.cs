namespace KerioMigration.Tests.Simulation.Kerio.Dav;

/// <summary>Small objects to store.</summary>
internal static class Objects
{
    public static string Event(string uid, string lines = "") =>
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\n"
        + $"UID:{uid}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260806T100000Z\r\nDTEND:20260806T110000Z\r\nSUMMARY:Größe {uid}\r\n{lines}"
        + "END:VEVENT\r\nEND:VCALENDAR\r\n";

    public static string Task(string uid) =>
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VTODO\r\nUID:{uid}\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Do {uid}\r\n"
        + "END:VTODO\r\nEND:VCALENDAR\r\n";

    public static string Card(string uid, string name = "Jan Novák") =>
        $"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{uid}\r\nFN:{name}\r\nN:{name};;;;\r\nEND:VCARD\r\n";
}
