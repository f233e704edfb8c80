namespace KerioMigration.Engine.Model.Contacts;

/// <summary>contacts:BusinessHomePage (0x3A51), PidTagPersonalHomePage (0x3A50), or PidLidHtml (0x802B) where it is another one.</summary>
public sealed record WebPage(ContactPlace Place, string Address);
