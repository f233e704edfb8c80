namespace KerioMigration.Benchmarks;

internal sealed record TortureSetup
{
    /// <summary>Processes to kill in all: migrations and servers.</summary>
    public int Kills { get; init; } = 25;

    public int Seed { get; init; } = 1;

    /// <summary>A real Dovecot behind the Kerio front, in a process of its own: each of the two can be killed, because the mail is on disk.</summary>
    public bool Dovecot { get; init; }

    /// <summary>False: the destination has neither UIDPLUS nor MULTIAPPEND nor any other extension.</summary>
    public bool Extensions { get; init; } = true;

    /// <summary>In each mailbox.</summary>
    public int Items { get; init; } = 800;

    /// <summary>Mailboxes at the source, more than the kills use up: a pair takes half a dozen of them, and on a quick machine two or three.</summary>
    public int Mailboxes => 4 + Kills;

    /// <summary>Milliseconds added to every answer of both servers: what is under way when the kill comes has not been answered.</summary>
    public int Latency { get; init; } = 15;
}
