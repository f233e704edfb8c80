using System.Net;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>Where the destination is and who signs in.</summary>
public sealed record KerioConnection
{
    /// <summary>Host name, <c>host:port</c> of the administration (4040 when left out), or its URL.</summary>
    public required string Server { get; init; }

    /// <summary>An administrator: full address, or the bare login in the primary domain.</summary>
    public NetworkCredential? Credential { get; init; }

    /// <summary>Opens every mailbox over IMAP; null: only mailboxes whose own password is known.</summary>
    public Secret? MasterPassword { get; init; }

    /// <summary>The mail domain of accounts whose row names none; null or empty: the primary domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Null: as the server's list of services says, 993 before 143.</summary>
    public int? ImapPort { get; init; }

    /// <summary>Null: as the server's list of services says about Secure HTTP.</summary>
    public int? WebPort { get; init; }

    public bool SkipCertificateCheck { get; init; }

    /// <summary>Redacted copies of requests and answers go here; null for none.</summary>
    public string? WireLogPath { get; init; }
}
