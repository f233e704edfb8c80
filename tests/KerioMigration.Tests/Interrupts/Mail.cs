using System;
using System.Globalization;
using System.Text;
using KerioMigration.Engine.Model;

namespace KerioMigration.Tests.Interrupts;

/// <summary>
/// A message of a <see cref="Scenario"/>, written as its letter with signs behind it: <c>*</c> read, <c>?</c> answered, <c>!</c> flagged. Capital
/// letters are twins: two messages with the same capital are the same to the byte and the second.
/// </summary>
internal sealed record Mail(char Letter, MessageFlags Flags)
{
    private static readonly DateTimeOffset Day = new(2024, 3, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Counts edits.</summary>
    public int Version { get; init; }

    public string Subject => string.Create(CultureInfo.InvariantCulture, $"Letter {Letter} {Version}");

    public string MessageId => $"<{(int)Letter}@interrupts.test>";

    public DateTimeOffset Received => Day.AddMinutes(Letter);

    public string Text => $"Message-ID: {MessageId}\r\nSubject: {Subject}\r\n\r\nText of {Letter}, {new string('.', Letter % 7)}\r\n";

    public byte[] Bytes => Encoding.ASCII.GetBytes(Text);

    /// <summary>Everything that must arrive.</summary>
    public string Print => PrintOf(Flags, Received, Text);

    public static Mail Parse(string word) => new(word[0], FlagsOf(word[1..]));

    public static MessageFlags FlagsOf(string signs)
    {
        var flags = MessageFlags.None;
        foreach (var sign in signs)
        {
            flags |= sign switch
            {
                '*' => MessageFlags.Seen,
                '?' => MessageFlags.Answered,
                '!' => MessageFlags.Flagged,
                _ => throw new FormatException($"'{sign}' is no flag."),
            };
        }

        return flags;
    }

    public static string PrintOf(MessageFlags flags, DateTimeOffset? received, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{flags} {received?.ToUniversalTime():yyyy-MM-dd HH:mm:ss} {text.ReplaceLineEndings("|")}");
}
