using System;
using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Tests.Interrupts;

/// <summary>
/// A small story: what arrives at the source before the first run, and between the runs. Each round is a table of one line per folder,
/// <c>Inbox/Projects: a b* A A</c> (see <see cref="Mail"/>), and what users do to earlier ones (see <see cref="MailChange"/>); a round is
/// followed by one run.
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
        new Scenario(
            "users go on working",
            """
            Inbox: a b c* d e f g A
            Other: h i
            """,
            """
            Inbox: a' b=*! c=? d>Other -e
            Other: h>Inbox -i j
            """,
            """
            Inbox: f>New g=* k
            Other: d>Inbox/Archive
            New: l A
            """),
    ];

    /// <summary>What one round brings: folders in the order of the table, empty ones too.</summary>
    public static IReadOnlyList<(string Folder, IReadOnlyList<Mail> Mails, IReadOnlyList<MailChange> Changes)> Read(string round) =>
        [.. round.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ReadLine)];

    /// <summary>Prints of what the destination must hold after all rounds, by folder, in no order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Expected()
    {
        var folders = new Dictionary<string, List<Mail>>(StringComparer.Ordinal);
        foreach (var (folder, mails, changes) in Rounds.SelectMany(Read))
        {
            FolderOf(folders, folder).AddRange(mails);
            foreach (var change in changes)
            {
                var mail = folders[folder].Single(m => m.Letter == change.Letter);
                folders[folder].Remove(mail);
                if (change.Kind != MailChangeKind.Delete)
                {
                    FolderOf(folders, change.Kind == MailChangeKind.Move ? change.Argument : folder).Add(change.Apply(mail));
                }
            }
        }

        return folders.ToDictionary(
            f => DestinationOf(f.Key), IReadOnlyList<string> (f) => [.. f.Value.Select(m => m.Print).Order(StringComparer.Ordinal)]);
    }

    public override string ToString() => Name;

    private static string DestinationOf(string folder) =>
        folder == "Inbox" ? "INBOX" : folder.Replace("Inbox/", "INBOX/", StringComparison.Ordinal);

    private static List<Mail> FolderOf(Dictionary<string, List<Mail>> folders, string path)
    {
        if (!folders.TryGetValue(path, out var mails))
        {
            folders.Add(path, mails = []);
        }

        return mails;
    }

    private static (string Folder, IReadOnlyList<Mail> Mails, IReadOnlyList<MailChange> Changes) ReadLine(string line)
    {
        var parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
        var words = parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToLookup(w => MailChange.Parse(w) is not null);
        return (parts[0], [.. words[false].Select(Mail.Parse)], [.. words[true].Select(w => MailChange.Parse(w)!)]);
    }
}
