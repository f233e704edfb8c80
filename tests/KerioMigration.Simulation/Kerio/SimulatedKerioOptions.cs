using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;
using KerioMigration.Simulation.Kerio.Dav;
using KerioMigration.Simulation.Kerio.Dovecot;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio;

/// <summary>How one simulated Kerio Connect is set up; every value can be left as it is.</summary>
public sealed record SimulatedKerioOptions
{
    public IReadOnlyList<DomainOptions> Domains { get; init; } = [new DomainOptions("example.com") { IsPrimary = true }];

    public string AdministratorName { get; init; } = "admin";

    public string AdministratorPassword { get; init; } = "Adm1n-secret";

    public UserRole AdministratorRole { get; init; } = UserRole.FullAdmin;

    /// <summary>Null: master authentication is switched off.</summary>
    public string? MasterPassword { get; init; } = "M4ster-secret";

    /// <summary>False: the client's address is not in the IP address group of the master authentication.</summary>
    public bool MasterAddressAllowed { get; init; } = true;

    public ImapFeatures Features { get; init; } = ImapFeatures.Default;

    /// <summary>The language of the default folders: en, de, fr, cs.</summary>
    public string Language { get; init; } = "en";

    /// <summary>False: one tree of public folders for all domains.</summary>
    public bool PublicFoldersPerDomain { get; init; } = true;

    /// <summary>Comes before the path where the administration lists public folders; what a real server writes there is not known.</summary>
    public string PublicFolderPrefix { get; init; } = "";

    public string Version { get; init; } = "10.0.8";

    /// <summary>Whether greeting, ID and Server headers tell program and version.</summary>
    public bool ShowVersion { get; init; } = true;

    public DateRefusal DateRefusal { get; init; } = DateRefusal.Invalid;

    /// <summary>How long after <c>Users.create</c> a sign-in to the mailbox still fails (about 3 s on real servers).</summary>
    public TimeSpan NewMailboxDelay { get; init; } = TimeSpan.Zero;

    /// <summary>IMAP connections per client address.</summary>
    public int ConnectionLimit { get; init; } = 100;

    public SecurityOptions Security { get; init; } = new();

    /// <summary>Accounts allowed by the licence; null is unlimited.</summary>
    public int? LicensedUsers { get; init; }

    /// <summary>The disk quota of new accounts in bytes; null is none.</summary>
    public long? DefaultQuota { get; init; }

    /// <summary>APPEND refuses larger messages; null is no limit.</summary>
    public long? MaxAppendSize { get; init; }

    /// <summary>The refusal of a full mailbox; the real text is not known.</summary>
    public string QuotaText { get; init; } = "APPEND Mailbox quota exceeded";

    /// <summary>False: "IMAP" is a stopped service and its port is closed.</summary>
    public bool ImapRunning { get; init; } = true;

    /// <summary>False: "Secure IMAP" is a stopped service and its port is closed.</summary>
    public bool ImapsRunning { get; init; } = true;

    public bool WebRunning { get; init; } = true;

    /// <summary>Puts an untagged EXISTS in the middle of LIST, FETCH and SEARCH answers, as 8.5.1 was seen to do.</summary>
    public bool UnsolicitedExists { get; init; } = true;

    /// <summary>Whether CREATE of <c>a/b/c</c> also makes a and a/b; strict by default, so that clients create level by level.</summary>
    public bool CreatesSuperiors { get; init; }

    /// <summary>JSON-RPC errors of the protocol come with HTTP 500 (404 for an unknown method), as the interface's comments document.</summary>
    public bool HttpErrorsAs500 { get; init; }

    /// <summary>The client API gives no more items at once, also where all are asked for; null is no limit.</summary>
    public int? ListingCap { get; init; }

    /// <summary>Added to every answer of all servers, the TLS handshakes included; throughput is not touched.</summary>
    public TimeSpan Latency { get; init; }

    public DavOptions Dav { get; init; } = new();

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Null: the simulation's own IMAP server on memory. Else a real Dovecot that gets the bytes after the handshake.</summary>
    public DovecotServer? ImapBackend { get; init; }

    /// <summary>Null: made at start for localhost.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>0: a free one, as for the other ports.</summary>
    public int AdminPort { get; init; }

    public int ImapPort { get; init; }

    public int ImapsPort { get; init; }
}
