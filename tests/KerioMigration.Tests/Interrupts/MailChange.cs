using System;

namespace KerioMigration.Tests.Interrupts;

/// <summary>
/// What a user does to a message between two runs, written into the table of its folder: <c>-a</c> deletes it, <c>a'</c> edits it,
/// <c>a=*!</c> gives it these flags and no others, <c>a&gt;Other/New</c> moves it. Twins stay as they are: nobody could tell which one is meant.
/// </summary>
internal sealed record MailChange(char Letter, MailChangeKind Kind, string Argument)
{
    /// <summary>Null when the word is a message that arrives.</summary>
    public static MailChange? Parse(string word) => word switch
    {
        ['-', var letter] => new MailChange(letter, MailChangeKind.Delete, ""),
        [var letter, '\''] => new MailChange(letter, MailChangeKind.Edit, ""),
        [var letter, '=', ..] => new MailChange(letter, MailChangeKind.Flag, word[2..]),
        [var letter, '>', ..] => new MailChange(letter, MailChangeKind.Move, word[2..]),
        _ => null,
    };

    /// <summary>The message afterwards, wherever it is.</summary>
    public Mail Apply(Mail mail) => Kind switch
    {
        MailChangeKind.Edit => mail with { Version = mail.Version + 1 },
        MailChangeKind.Flag => mail with { Flags = Mail.FlagsOf(Argument) },
        MailChangeKind.Move => mail,
        _ => throw new InvalidOperationException("A deleted message has no afterwards."),
    };
}
