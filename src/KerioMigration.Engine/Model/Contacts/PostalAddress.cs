namespace KerioMigration.Engine.Model.Contacts;

/// <summary>An entry of contacts:PhysicalAddresses.</summary>
/// <param name="Text">
/// As it stands on a letter (PidLidWorkAddress 0x801B and its neighbours); null when the source gives only parts.
/// </param>
public sealed record PostalAddress(
    ContactPlace Place,
    string? Street = null,
    string? City = null,
    string? State = null,
    string? PostalCode = null,
    string? Country = null,
    string? PostOfficeBox = null,
    string? Text = null);
