namespace KerioMigration.Engine.Model.Contacts;

/// <summary>An entry of contacts:PhoneNumbers.</summary>
public sealed record ContactPhone(PhoneKind Kind, string Number);

/// <summary>t:PhoneNumberKeyType.</summary>
public enum PhoneKind
{
    AssistantPhone,
    BusinessFax,
    BusinessMobile,
    BusinessPhone,
    BusinessPhone2,
    Callback,
    CarPhone,
    CompanyMainPhone,
    HomeFax,
    HomePhone,
    HomePhone2,
    IPPhone,
    Isdn,
    Mms,
    MobilePhone,
    Msn,
    OtherFax,
    OtherTelephone,
    Pager,
    PrimaryPhone,
    RadioPhone,
    Telex,
    TtyTddPhone,
}
