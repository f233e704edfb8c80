using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Tests.Interrupts;

/// <summary>
/// A small story: what arrives at the source before the first run, and between the runs. Each round is a table of one line per folder,
/// <c>Inbox/Projects: a b* A A</c> (see <see cref="Mail"/>); a round is followed by one run.
/// </summary>
internal sealed record Scenario(string Name, params string[] Rounds)
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new Scenario(
            "first run",
            """
            Inbox: a b* c? d! e*! f g
            Inbox/Projects: h A i A A
            Empty:
            Other: j k* A
            """),
        new Scenario(
            "arrivals between runs",
            """
            Inbox: a A b* A c
            Other: d
            """,
            """
            Inbox: e A f! g
            Other:
            New: h A i
            """,
            """
            Inbox: A
            """),
    ];

    /// <summary>What one round brings: folders in the order of the table, empty ones too.</summary>
    public static IReadOnlyList<(string Folder, IReadOnlyList<Mail> Mails)> Read(string round) =>
        [.. round.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ReadLine)];

    /// <summary>Prints of what the destination must hold after all rounds, by folder, in no order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Expected() => Rounds
        .SelectMany(Read)
        .GroupBy(line => DestinationOf(line.Folder))
        .ToDictionary(f => f.Key, IReadOnlyList<string> (f) => [.. f.SelectMany(l => l.Mails).Select(m => m.Print).Order(StringComparer.Ordinal)]);

    public override string ToString() => Name;

    private static string DestinationOf(string folder) =>
        folder == "Inbox" ? "INBOX" : folder.Replace("Inbox/", "INBOX/", StringComparison.Ordinal);

    private static (string Folder, IReadOnlyList<Mail> Mails) ReadLine(string line)
    {
        var parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
        return (parts[0], [.. parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Mail.Parse)]);
    }
}
