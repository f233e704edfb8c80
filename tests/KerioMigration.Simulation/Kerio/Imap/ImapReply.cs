namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary>The tagged answer of a command, e.g. <c>OK</c>, <c>LIST completed</c>.</summary>
internal readonly record struct ImapReply(string Condition, string Text)
{
    /// <summary>No tagged answer follows: the connection ends with what was said.</summary>
    public static ImapReply Silence { get; } = new(string.Empty, string.Empty);

    public static ImapReply Ok(string text) => new("OK", text);

    public static ImapReply No(string text) => new("NO", text);

    public static ImapReply Bad(string text) => new("BAD", text);

    public override string ToString() => $"{Condition} {Text}";
}
