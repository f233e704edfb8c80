using System;
using System.Globalization;
using KerioMigration.Engine.Http;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>Where a Kerio Connect speaks IMAP, and how long we wait for it.</summary>
internal sealed record ImapEndpoint(string Host, int Port)
{
    /// <summary>TLS from the first byte; otherwise STARTTLS.</summary>
    public bool ImplicitTls { get; init; }

    public bool SkipCertificateCheck { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Storing a batch may take long on a busy disk; silence beyond this means a dead connection.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>After cancellation, answers to what was sent are waited for this long.</summary>
    public TimeSpan CancelGrace { get; init; } = TimeSpan.FromSeconds(2);

    public WireLog? WireLog { get; init; }

    public string Where => Host + ":" + Port.ToString(CultureInfo.InvariantCulture);
}
