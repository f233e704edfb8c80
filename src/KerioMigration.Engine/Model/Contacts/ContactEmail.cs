namespace KerioMigration.Engine.Model.Contacts;

/// <summary>An entry of contacts:EmailAddresses.</summary>
/// <param name="Address">
/// SMTP: the reader resolves legacy distinguished names. One that nobody could resolve stays as it is, and so does another system's.
/// </param>
/// <param name="Place">Exchange does not tell; other sources may.</param>
public sealed record ContactEmail(string Address, string? DisplayName = null, ContactPlace Place = ContactPlace.Other);
