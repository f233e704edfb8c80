using System;

namespace KerioMigration.Engine.Kerio.Imap;

internal enum ImapStatus
{
    Ok,
    No,
    Bad,
    Bye,
    PreAuth,
}

/// <summary>A status answer (RFC 3501, 7.1): tagged, or untagged as a greeting or goodbye.</summary>
/// <param name="Code">What stands in brackets, e.g. <c>APPENDUID 38505 3955</c>; empty when there is nothing.</param>
internal sealed record ImapAnswer(ImapStatus Status, string Code, string Text)
{
    public bool IsOk => Status == ImapStatus.Ok;

    /// <summary>The first word of the code, in upper case.</summary>
    public string CodeName => (Code.IndexOf(' ') is var blank and > 0 ? Code.Substring(0, blank) : Code).ToUpperInvariant();

    /// <summary>Reads what follows a tag or <c>*</c>; null when it is no status answer.</summary>
    public static ImapAnswer? Parse(string line)
    {
        var blank = line.IndexOf(' ');
        var word = blank < 0 ? line : line.Substring(0, blank);
        ImapStatus? status = word.ToUpperInvariant() switch
        {
            "OK" => ImapStatus.Ok,
            "NO" => ImapStatus.No,
            "BAD" => ImapStatus.Bad,
            "BYE" => ImapStatus.Bye,
            "PREAUTH" => ImapStatus.PreAuth,
            _ => null,
        };
        if (status is null)
        {
            return null;
        }

        var rest = blank < 0 ? "" : line.Substring(blank + 1).Trim();
        var close = rest.StartsWith("[", StringComparison.Ordinal) ? rest.IndexOf(']') : -1;
        return close < 0
            ? new ImapAnswer(status.Value, "", rest)
            : new ImapAnswer(status.Value, rest.Substring(1, close - 1).Trim(), rest.Substring(close + 1).Trim());
    }

    /// <summary>As messages and reports quote it: <c>NO [OVERQUOTA] Quota exceeded</c>.</summary>
    public override string ToString() =>
        (Status.ToString().ToUpperInvariant() + (Code.Length > 0 ? $" [{Code}] " : " ") + Text).TrimEnd();
}
