using System.Collections.Generic;

namespace KerioMigration.Engine.Conversion.Contacts;

/// <summary>A contact as the destination stores it.</summary>
/// <param name="Uid">The same in every run.</param>
/// <param name="Content">One VCARD: an address object resource (RFC 6352 5.1).</param>
/// <param name="Losses">What it could not carry, one short sentence each.</param>
public sealed record ConvertedContact(string Uid, string Content, IReadOnlyList<string> Losses);
