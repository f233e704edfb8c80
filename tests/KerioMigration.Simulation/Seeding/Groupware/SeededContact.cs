using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>A contact. The keys of its dictionaries are those of the wire (<c>BusinessPhone</c>, <c>Home</c>, <c>ImAddress1</c>).</summary>
public sealed class SeededContact : SeededItem
{
    [SetsRequiredMembers]
    public SeededContact() => ItemClass = "IPM.Contact";

    public string? FileAs { get; set; }

    public string? FileAsMapping { get; set; }

    public string? DisplayName { get; set; }

    /// <summary>Mr., Dr.</summary>
    public string? Title { get; set; }

    public string? GivenName { get; set; }

    public string? MiddleName { get; set; }

    public string? Surname { get; set; }

    /// <summary>Jr., III.</summary>
    public string? Generation { get; set; }

    public string? Initials { get; set; }

    public string? Nickname { get; set; }

    public string? PhoneticGivenName { get; set; }

    public string? PhoneticSurname { get; set; }

    public string? PhoneticCompany { get; set; }

    public string? Company { get; set; }

    public string? Department { get; set; }

    public string? Office { get; set; }

    public string? JobTitle { get; set; }

    public string? Profession { get; set; }

    public string? Manager { get; set; }

    public string? AssistantName { get; set; }

    public string? Spouse { get; set; }

    public IReadOnlyList<string> Children { get; set; } = [];

    public IReadOnlyList<string> Companies { get; set; } = [];

    /// <summary>Outlook keeps the midnight of the user's zone in universal time, other programs noon or the like.</summary>
    public DateTimeOffset? Birthday { get; set; }

    public DateTimeOffset? Anniversary { get; set; }

    public string? BusinessHomePage { get; set; }

    public string? PersonalHomePage { get; set; }

    public string? Mileage { get; set; }

    public string? Hobbies { get; set; }

    /// <summary>0 not told, 1 female, 2 male.</summary>
    public int? Gender { get; set; }

    /// <summary>None, Home, Business or Other: the address that letters go to.</summary>
    public string? PostalAddressIndex { get; set; }

    /// <summary>Up to three; null where one in between is empty.</summary>
    public IReadOnlyList<SeededContactAddress?> Emails { get; set; } = [];

    public IReadOnlyDictionary<string, SeededPostalAddress> Addresses { get; set; } = new Dictionary<string, SeededPostalAddress>();

    public IReadOnlyDictionary<string, string> Phones { get; set; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> ImAddresses { get; set; } = new Dictionary<string, string>();

    /// <summary>PidTagUserX509Certificate, not as DER: a structure of Outlook's ([MS-OXOABK] 2.2.3.40).</summary>
    public IReadOnlyList<byte[]> Certificates { get; set; } = [];

    public bool HasPicture => Attachments.Any(a => a.IsContactPhoto);

    /// <summary>The whole name in the order of the parts.</summary>
    public string FullName => string.Join(' ', new[] { Title, GivenName, MiddleName, Surname, Generation }.Where(p => !string.IsNullOrEmpty(p)));
}
