namespace KerioMigration.Benchmarks;

internal sealed record TortureResult
{
    public string Benchmark { get; init; } = "";

    public string Backend { get; init; } = "";

    public int Seed { get; init; }

    /// <summary>Processes killed while they ran.</summary>
    public int Kills { get; init; }

    /// <summary>Those of the kills that hit servers, one or several at once; which ones, say the next four.</summary>
    public int ServerKills { get; init; }

    public int ExchangeKills { get; init; }

    public int DovecotKills { get; init; }

    /// <summary>The process of the Kerio front; its accounts are kept in a file, its mail in Dovecot.</summary>
    public int FrontKills { get; init; }

    /// <summary>
    /// Without Dovecot the mail is in the memory of the front: its process lives on, without its connections, sessions and, for a moment,
    /// its IMAP ports.
    /// </summary>
    public int FrontCuts { get; init; }

    /// <summary>Migrations started on mailboxes that an earlier process had left.</summary>
    public int Resumes { get; init; }

    public int Mailboxes { get; init; }

    /// <summary>Of the source.</summary>
    public int Items { get; init; }

    /// <summary>Contents of the source that the destination does not have.</summary>
    public int Lost { get; init; }

    /// <summary>Contents that the destination has more often than the source.</summary>
    public int Duplicated { get; init; }

    /// <summary>Contents that the source does not have, or that came with other flags or another date.</summary>
    public int Altered { get; init; }

    public double Seconds { get; init; }
}
