namespace KerioMigration.Engine.Http;

/// <summary>One token as the callback gave it. Compared by reference: the callback may give the same text again.</summary>
internal sealed class BearerToken(string value, bool isReplacement)
{
    private volatile bool isAccepted;

    public string Value => value;

    /// <summary>The server let somebody in with it.</summary>
    public void Accept() => isAccepted = true;

    /// <summary>It came in place of a refused one and was never accepted: another one would fare no better.</summary>
    public bool IsLast => isReplacement && !isAccepted;
}
