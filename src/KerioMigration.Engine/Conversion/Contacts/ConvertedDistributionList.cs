using System.Collections.Generic;

namespace KerioMigration.Engine.Conversion.Contacts;

/// <summary>
/// A list in the terms of Kerio's client API (Contacts.create, ctDistributionList): vCard 3.0 has no groups, and how Kerio shows its own by
/// CardDAV is not known.
/// </summary>
/// <param name="Uid">Of this list in the references of others: the same in every run.</param>
/// <param name="CommonName">Never empty.</param>
/// <param name="Comment">Null when there is none.</param>
/// <param name="Members">Its emailAddresses.</param>
/// <param name="Losses">What it could not carry, one short sentence each.</param>
public sealed record ConvertedDistributionList(
    string Uid,
    string CommonName,
    string? Comment,
    IReadOnlyList<string> Categories,
    IReadOnlyList<ConvertedMember> Members,
    IReadOnlyList<string> Losses);

/// <summary>One of emailAddresses.</summary>
/// <param name="Address">Null only of a list that is referred to.</param>
/// <param name="ReferenceUid">
/// Of the contact (<see cref="ConvertedContact.Uid"/>) or list that is meant. Whoever writes it puts the id there that Kerio gave that
/// item; where there is none, a contact is still its address.
/// </param>
public sealed record ConvertedMember(MemberType Type, string? Address, string? Name, string? ReferenceUid = null)
{
    /// <summary>Who is in the list that is referred to, at any depth: they stand in its place while it is not there.</summary>
    public IReadOnlyList<ConvertedMember> Everybody { get; init; } = [];
}

/// <summary>The client API's type of an entry of emailAddresses.</summary>
public enum MemberType
{
    EmailOther,
    /// <summary>Of somebody who is in a nested list: the list's key passes over it.</summary>
    EmailCustom,
    RefContact,
    RefDistributionList,
}
