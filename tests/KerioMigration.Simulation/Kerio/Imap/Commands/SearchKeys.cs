using System;
using System.Globalization;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.Imap.Mime;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Imap.Commands;

/// <summary>Reads search keys (RFC 3501, 6.4.4) into tests.</summary>
internal sealed class SearchKeys(SelectedFolder selected, CommandReader reader)
{
    /// <summary>Keys parted by blanks, all of which must hold.</summary>
    public async Task<SearchTest> AllAsync(CancellationToken cancel)
    {
        var test = await OneAsync(cancel);
        while (reader.Try(' '))
        {
            var left = test;
            var right = await OneAsync(cancel);
            test = (n, m) => left(n, m) && right(n, m);
        }

        return test;
    }

    private async Task<SearchTest> OneAsync(CancellationToken cancel)
    {
        if (reader.Try('('))
        {
            var inner = await AllAsync(cancel);
            reader.Expect(')');
            return inner;
        }

        var key = reader.Atom().ToUpperInvariant();
        if (SequenceSet.IsSet(key))
        {
            var set = SequenceSet.Parse(key);
            return (n, _) => set.Contains((uint)n, (uint)selected.Count);
        }

        return Flag(key) ?? await ArgumentAsync(key, cancel);
    }

    private SearchTest? Flag(string key) => key switch
    {
        "ALL" => (_, _) => true,
        "SEEN" => Has(MessageFlags.Seen),
        "UNSEEN" => Lacks(MessageFlags.Seen),
        "DELETED" => Has(MessageFlags.Deleted),
        "UNDELETED" => Lacks(MessageFlags.Deleted),
        "FLAGGED" => Has(MessageFlags.Flagged),
        "UNFLAGGED" => Lacks(MessageFlags.Flagged),
        "ANSWERED" => Has(MessageFlags.Answered),
        "UNANSWERED" => Lacks(MessageFlags.Answered),
        "DRAFT" => Has(MessageFlags.Draft),
        "UNDRAFT" => Lacks(MessageFlags.Draft),
        "RECENT" => (_, m) => selected.IsRecent(m),
        "OLD" => (_, m) => !selected.IsRecent(m),
        "NEW" => (_, m) => selected.IsRecent(m) && !m.Flags.HasFlag(MessageFlags.Seen),
        _ => null,
    };

    private async Task<SearchTest> ArgumentAsync(string key, CancellationToken cancel)
    {
        reader.Expect(' ');
        switch (key)
        {
            case "NOT":
                var negated = await OneAsync(cancel);
                return (n, m) => !negated(n, m);
            case "OR":
                var left = await OneAsync(cancel);
                reader.Expect(' ');
                var right = await OneAsync(cancel);
                return (n, m) => left(n, m) || right(n, m);
            case "UID":
                var set = SequenceSet.Parse(reader.Atom());
                return (_, m) => set.Contains(m.Uid, selected.LastUid);
            case "HEADER":
                var field = await reader.StringAsync(cancel);
                reader.Expect(' ');
                return Field(field, await reader.StringAsync(cancel));
            default:
                return Text(key, await reader.StringAsync(cancel));
        }
    }

    private static SearchTest Text(string key, string text) => key switch
    {
        "KEYWORD" => FlagNames.Find(text) is var flag && flag == MessageFlags.None ? (_, _) => false : Has(flag),
        "UNKEYWORD" => Lacks(FlagNames.Find(text)),
        "SUBJECT" or "FROM" or "TO" or "CC" or "BCC" => Field(key, text),
        "TEXT" => (_, m) => Holds(m.Bytes.Span, text),
        "BODY" => (_, m) => Holds(MimePart.Parse(m.Bytes).Body.Span, text),
        "LARGER" => Number(text) is var size ? (_, m) => m.Bytes.Length > size : throw new InvalidOperationException(),
        "SMALLER" => Number(text) is var size ? (_, m) => m.Bytes.Length < size : throw new InvalidOperationException(),
        "BEFORE" => ByDate(text, InternalDay, c => c < 0),
        "ON" => ByDate(text, InternalDay, c => c == 0),
        "SINCE" => ByDate(text, InternalDay, c => c >= 0),
        "SENTBEFORE" => ByDate(text, SentDay, c => c < 0),
        "SENTON" => ByDate(text, SentDay, c => c == 0),
        "SENTSINCE" => ByDate(text, SentDay, c => c >= 0),
        _ => throw new ImapSyntaxException($"SEARCH Unknown key {key}"),
    };

    private static SearchTest Has(MessageFlags flag) => (_, m) => m.Flags.HasFlag(flag);

    private static SearchTest Lacks(MessageFlags flag) => (_, m) => flag == MessageFlags.None || !m.Flags.HasFlag(flag);

    private static SearchTest Field(string name, string text) => (_, m) =>
        MimePart.Parse(m.Bytes).Field(name)?.Contains(text, StringComparison.OrdinalIgnoreCase) ?? false;

    private static bool Holds(ReadOnlySpan<byte> bytes, string text) =>
        Encoding.UTF8.GetString(bytes).Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Days are compared without time and zone (RFC 3501, 6.4.4).</summary>
    private static SearchTest ByDate(string text, Func<KerioMessage, DateTime?> day, Func<int, bool> wanted)
    {
        var date = DateTime.TryParseExact(text, "d-MMM-yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
            ? parsed : throw new ImapSyntaxException("SEARCH Invalid date");
        return (_, m) => day(m) is { } d && wanted(d.CompareTo(date));
    }

    private static DateTime? InternalDay(KerioMessage message) => message.InternalDate.Date;

    private static DateTime? SentDay(KerioMessage message) =>
        DateTimeOffset.TryParse(MimePart.Parse(message.Bytes).Field("Date"), CultureInfo.InvariantCulture, out var date) ? date.Date : null;

    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number : throw new ImapSyntaxException("SEARCH Invalid number");
}
