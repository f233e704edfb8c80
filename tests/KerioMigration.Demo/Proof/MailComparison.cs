using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Demo.Proof;

/// <summary>What a seed holds, beside what arrived: every message by the hash of its bytes, and folder by folder.</summary>
internal sealed record MailComparison
{
    public int Mailboxes { get; private init; }

    /// <summary>Folders of the seed that hold mail.</summary>
    public int Folders { get; private init; }

    /// <summary>Messages of the seed.</summary>
    public int Messages { get; private init; }

    public int Missing { get; private init; }

    /// <summary>Arrived more often than the seed has them.</summary>
    public int Twice { get; private init; }

    /// <summary>Arrived with bytes that the seed does not have.</summary>
    public int Strange { get; private init; }

    /// <summary>Folders whose mail lies together nowhere at the destination; names may differ.</summary>
    public int ScatteredFolders { get; private init; }

    public bool IsIdentical => Messages > 0 && Missing + Twice + Strange + ScatteredFolders == 0;

    public static MailComparison Of(SeededMailbox source, KerioMailbox destination) => Of(source.Folders, destination);

    public static MailComparison Of(IReadOnlyList<SeededFolder> source, KerioMailbox destination)
    {
        var expected = FoldersOf(source);
        var actual = FoldersOf(destination, source.Where(f => f.FolderClass == "IPF.Journal").Select(f => f.DisplayName).ToHashSet(StringComparer.Ordinal));
        var seeded = Counts(expected.SelectMany(f => f));
        var arrived = Counts(actual.SelectMany(f => f));
        return new MailComparison
        {
            Mailboxes = 1,
            Folders = expected.Count,
            Messages = expected.Sum(f => f.Count),
            Missing = Excess(seeded, arrived),
            Twice = arrived.Where(a => seeded.ContainsKey(a.Key)).Sum(a => Math.Max(0, a.Value - seeded[a.Key])),
            Strange = arrived.Where(a => !seeded.ContainsKey(a.Key)).Sum(a => a.Value),
            ScatteredFolders = Excess(Counts(expected.Select(Together)), Counts(actual.Select(Together))),
        };
    }

    public static MailComparison operator +(MailComparison left, MailComparison right) => new()
    {
        Mailboxes = left.Mailboxes + right.Mailboxes,
        Folders = left.Folders + right.Folders,
        Messages = left.Messages + right.Messages,
        Missing = left.Missing + right.Missing,
        Twice = left.Twice + right.Twice,
        Strange = left.Strange + right.Strange,
        ScatteredFolders = left.ScatteredFolders + right.ScatteredFolders,
    };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Messages} messages in {Folders} folders of {Mailboxes} mailboxes: {Verdict()}; {Missing} missing; {Twice} twice");

    private string Verdict() => IsIdentical
        ? "identical"
        : string.Create(CultureInfo.InvariantCulture, $"NOT identical, {Strange} with other bytes, {ScatteredFolders} folders scattered");

    /// <summary>Folders that users see, with what has a MIME form.</summary>
    private static List<List<string>> FoldersOf(IReadOnlyList<SeededFolder> source) =>
    [
        .. source
            .Where(f => !f.IsHidden && (f.FolderClass.Length == 0 || f.FolderClass.StartsWith("IPF.Note", StringComparison.Ordinal)))
            .Select(f => f.Items.Where(i => !i.IsAssociated && i.Content is not null).Select(i => Print(i.Mime)).Order(StringComparer.Ordinal).ToList())
            .Where(f => f.Count > 0),
    ];

    /// <param name="journals">Messages that the migration has made; <see cref="ItemComparison"/> looks at them.</param>
    private static List<List<string>> FoldersOf(KerioMailbox mailbox, HashSet<string> journals) =>
    [
        .. mailbox.Folders
            .Where(f => !journals.Contains(f.Path))
            .Select(f => f.Messages.Select(m => Print(m.Bytes)).Order(StringComparer.Ordinal).ToList())
            .Where(f => f.Count > 0),
    ];

    private static string Print(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes.Span));

    private static string Together(List<string> prints) => string.Join(' ', prints);

    private static Dictionary<string, int> Counts(IEnumerable<string> prints) => prints.CountBy(p => p).ToDictionary(StringComparer.Ordinal);

    /// <summary>How much of the first is not in the second.</summary>
    private static int Excess(Dictionary<string, int> first, Dictionary<string, int> second) =>
        first.Sum(f => Math.Max(0, f.Value - second.GetValueOrDefault(f.Key)));
}
