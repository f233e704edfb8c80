namespace KerioMigration.Engine.Model.Contacts;

/// <summary>Where an address belongs: the keys of t:PhysicalAddresses.</summary>
public enum ContactPlace
{
    Other,
    Business,
    Home,
}
