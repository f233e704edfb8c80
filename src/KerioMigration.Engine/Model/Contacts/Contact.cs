using System;
using System.Collections.Generic;

namespace KerioMigration.Engine.Model.Contacts;

/// <summary>A person or a company of an address book, as EWS properties give it (t:Contact, and MAPI where EWS has no element).</summary>
public sealed record Contact : ItemProperties
{
    /// <summary>
    /// What this item keeps through edits and shares with no copy: PidTagSourceKey (0x65E0) or PidTagRecordKey (0x0FF9) in any spelling,
    /// always the same one. Not the search key, which copies share, and not the item id, which a move changes.
    /// </summary>
    public required string SourceKey { get; init; }

    public string? DisplayName { get; init; }

    /// <summary>contacts:FileAs: the words by which the address book sorts.</summary>
    public string? FileAs { get; init; }

    public PersonName Name { get; init; } = new();

    /// <summary>It stands for the company, not for somebody there.</summary>
    public bool IsCompany { get; init; }

    public string? Company { get; init; }

    /// <summary>PidLidYomiCompanyName (0x802E): how it is read aloud.</summary>
    public string? PhoneticCompany { get; init; }

    /// <summary>contacts:Companies: further ones.</summary>
    public IReadOnlyList<string> OtherCompanies { get; init; } = [];

    public string? Department { get; init; }

    public string? Office { get; init; }

    public string? JobTitle { get; init; }

    public string? Profession { get; init; }

    public string? Manager { get; init; }

    public string? Assistant { get; init; }

    public string? Spouse { get; init; }

    public IReadOnlyList<string> Children { get; init; } = [];

    /// <summary>PidTagGender (0x3A4D) in a word.</summary>
    public string? Gender { get; init; }

    public string? Hobbies { get; init; }

    public string? Mileage { get; init; }

    /// <summary>PidLidContactUserField1 to 4 (0x804F to 0x8052), in their order.</summary>
    public IReadOnlyList<string?> UserFields { get; init; } = [];

    /// <summary>In the order of their keys: Exchange takes the first one as the default.</summary>
    public IReadOnlyList<ContactEmail> Emails { get; init; } = [];

    public IReadOnlyList<ContactPhone> Phones { get; init; } = [];

    /// <summary>contacts:ImAddresses: a URI such as <c>sip:…</c>, or whatever was typed.</summary>
    public IReadOnlyList<string> ImAddresses { get; init; } = [];

    public IReadOnlyList<PostalAddress> PostalAddresses { get; init; } = [];

    /// <summary>contacts:PostalAddressIndex: which one is for mail; null when none is.</summary>
    public ContactPlace? MailingAddress { get; init; }

    public IReadOnlyList<WebPage> WebPages { get; init; } = [];

    /// <summary>A date without time, resolved already: PidLidBirthdayLocal (0x80DE), else the instant in the mailbox's zone.</summary>
    public DateTime? Birthday { get; init; }

    /// <summary>As <see cref="Birthday"/>: PidLidWeddingAnniversaryLocal (0x80DF).</summary>
    public DateTime? WeddingAnniversary { get; init; }

    /// <summary>item:TextBody, or item:Body asked for as text.</summary>
    public string? Notes { get; init; }

    public ContactPhoto? Photo { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public Sensitivity Sensitivity { get; init; }

    /// <summary>Null when it has no flag.</summary>
    public FollowUp? FollowUp { get; init; }

    /// <summary>PidTagUserX509Certificate (0x3A70): how many.</summary>
    public int CertificateCount { get; init; }

    /// <summary>Without the photo, which is one, too.</summary>
    public IReadOnlyList<string> AttachmentNames { get; init; } = [];

    public DateTimeOffset? LastModified { get; init; }
}
