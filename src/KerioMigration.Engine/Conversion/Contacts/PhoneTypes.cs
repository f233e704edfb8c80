using System.Collections.Generic;
using KerioMigration.Engine.Model.Contacts;

namespace KerioMigration.Engine.Conversion.Contacts;

/// <summary>Exchange's kinds of numbers in the words of RFC 2426 3.3.1.</summary>
internal static class PhoneTypes
{
    /// <summary>None for a number that cannot be called, or that is somebody else's.</summary>
    public static IReadOnlyList<string> Of(PhoneKind kind) => kind switch
    {
        PhoneKind.BusinessPhone or PhoneKind.BusinessPhone2 or PhoneKind.CompanyMainPhone or PhoneKind.IPPhone => ["WORK", "VOICE"],
        PhoneKind.HomePhone or PhoneKind.HomePhone2 => ["HOME", "VOICE"],
        PhoneKind.MobilePhone or PhoneKind.Mms => ["CELL"],
        PhoneKind.BusinessMobile => ["WORK", "CELL"],
        PhoneKind.BusinessFax => ["WORK", "FAX"],
        PhoneKind.HomeFax => ["HOME", "FAX"],
        PhoneKind.OtherFax => ["FAX"],
        PhoneKind.CarPhone => ["CAR"],
        PhoneKind.Isdn => ["ISDN"],
        PhoneKind.Pager => ["PAGER"],
        PhoneKind.PrimaryPhone => ["VOICE", "PREF"],
        PhoneKind.OtherTelephone or PhoneKind.Callback or PhoneKind.RadioPhone => ["VOICE"],
        _ => [],
    };

    /// <summary>The kind for the notes; null where the types above say it all.</summary>
    public static string? Remark(PhoneKind kind) => kind switch
    {
        PhoneKind.AssistantPhone => "Assistant's phone",
        PhoneKind.Callback => "Callback phone",
        PhoneKind.CompanyMainPhone => "Company's main phone",
        PhoneKind.IPPhone => "IP phone",
        PhoneKind.Mms => "MMS",
        PhoneKind.Msn => "MSN",
        PhoneKind.RadioPhone => "Radio phone",
        PhoneKind.Telex => "Telex",
        PhoneKind.TtyTddPhone => "TTY/TDD phone",
        _ => null,
    };
}
