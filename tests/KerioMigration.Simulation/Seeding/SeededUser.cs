using System.Collections.Generic;

namespace KerioMigration.Simulation.Seeding;

/// <summary>A recipient of the organization with its mailbox.</summary>
public sealed class SeededUser
{
    public required string DisplayName { get; init; }

    public required string PrimarySmtpAddress { get; init; }

    public required string Alias { get; init; }

    public string GivenName { get; init; } = string.Empty;

    public string Surname { get; init; } = string.Empty;

    public string Department { get; init; } = string.Empty;

    public string Title { get; init; } = string.Empty;

    public string Office { get; init; } = string.Empty;

    public string Company { get; init; } = string.Empty;

    public string Phone { get; init; } = string.Empty;

    public required string Password { get; init; }

    /// <summary>Mailbox; a room or shared mailbox shows as Mailbox as well. A group is PublicDL.</summary>
    public string MailboxType { get; init; } = "Mailbox";

    /// <summary>Further addresses with their schemes, as the directory keeps them: <c>smtp:a@example.org</c>.</summary>
    public IReadOnlyList<string> Proxies { get; set; } = [];

    public string LegacyDn => $"/o=Example/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn={Alias}";

    public required SeededMailbox Mailbox { get; init; }
}
