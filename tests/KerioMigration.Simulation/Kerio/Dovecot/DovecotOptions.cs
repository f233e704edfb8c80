namespace KerioMigration.Simulation.Kerio.Dovecot;

/// <summary>How the real server behind the front is set up.</summary>
public sealed record DovecotOptions
{
    /// <summary>mdbox, sdbox or maildir.</summary>
    public string Storage { get; init; } = "mdbox";

    /// <summary>What it advertises after the sign-in; the same extensions as the simulation's own server by default.</summary>
    public ImapFeatures Features { get; init; } = ImapFeatures.Default;

    /// <summary>The language of the special folders' names: en, de, fr, cs.</summary>
    public string Language { get; init; } = "en";

    /// <summary>always, optimized or never (Dovecot's mail_fsync).</summary>
    public string Fsync { get; init; } = "optimized";

    /// <summary>A storage quota of every user in bytes; null is none.</summary>
    public long? Quota { get; init; }
}
