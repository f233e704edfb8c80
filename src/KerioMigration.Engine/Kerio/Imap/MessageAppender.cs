using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>
/// Writes messages into one folder over one connection: chooses the commands, and from a refusal finds the message that it is about.
/// Used for one call.
/// </summary>
internal sealed class MessageAppender(ImapConnection connection, AppendHabits habits, string folderName)
{
    private readonly string folder = ImapText.Quote(ImapText.EncodeName(folderName));
    private ItemReceipt?[] receipts = [];
    private readonly List<AppendItem> again = [];
    private Failure? final;

    /// <returns>One receipt each, in order.</returns>
    /// <exception cref="MigrationException">None is stored, or the outcome is unknown.</exception>
    public async Task<IReadOnlyList<ItemReceipt>> WriteAsync(IReadOnlyList<ConvertedItem> items, CancellationToken cancellationToken)
    {
        receipts = new ItemReceipt?[items.Count];
        var open = await PrepareAsync(items, cancellationToken).ConfigureAwait(false);
        if (habits.NeedsTrial && open.Find(i => i.Date is not null && !i.IsDelicate) is { } trial)
        {
            open.Remove(trial);
            await RoundAsync([[trial]], synchronize: true, cancellationToken).ConfigureAwait(false);
        }

        await RoundAsync(Group(open), habits.Synchronize, cancellationToken).ConfigureAwait(false);
        while (again.Count > 0)
        {
            var next = again.ConvertAll(i => new[] { i });
            again.Clear();
            await RoundAsync(next, habits.Synchronize, cancellationToken).ConfigureAwait(false);
        }

        if (final is not null && !receipts.Any(r => r!.Failure is null))
        {
            throw new MigrationException(final);
        }

        return receipts!;
    }

    private async Task<List<AppendItem>> PrepareAsync(IReadOnlyList<ConvertedItem> items, CancellationToken cancellationToken)
    {
        var open = new List<AppendItem>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (habits.MaxItemSize is { } limit && items[i].Content.Length > limit)
            {
                receipts[i] = new ItemReceipt(items[i].Source.Id) { Failure = TooLarge(items[i], limit) };
                continue;
            }

            var prepared = await AppendItem.PrepareAsync(items[i], i, habits.KeptFlags, cancellationToken).ConfigureAwait(false);
            if (habits.DropsDates && prepared.Date is not null)
            {
                prepared.DropDate("as others before");
            }

            open.Add(prepared);
        }

        return open;
    }

    /// <summary>All in one command where the server can, delicate ones apart.</summary>
    private List<AppendItem[]> Group(List<AppendItem> open)
    {
        var alone = open.Where(i => !connection.Capabilities.MultiAppend || i.IsDelicate).Select(i => new[] { i });
        var together = open.Where(i => connection.Capabilities.MultiAppend && !i.IsDelicate).ToArray();
        return together.Length == 0 ? [.. alone] : [together, .. alone];
    }

    private async Task RoundAsync(List<AppendItem[]> commands, bool synchronize, CancellationToken cancellationToken)
    {
        if (commands.Count == 0)
        {
            return;
        }

        if (final is not null || cancellationToken.IsCancellationRequested)
        {
            FailAll(commands.SelectMany(c => c), final ?? Interrupted());
            return;
        }

        try
        {
            var answers = await connection.AppendAsync(folder, commands, synchronize, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < answers.Length; i++)
            {
                Settle(commands[i], answers[i]);
            }
        }
        catch (MigrationException e) when (e.Failure.Code == AppendWriter.Misunderstood)
        {
            habits.Misunderstood();
            throw;
        }
    }

    private void Settle(IReadOnlyList<AppendItem> items, ImapAnswer? answer)
    {
        if (answer is null)
        {
            FailAll(items, Interrupted());
        }
        else if (answer.IsOk)
        {
            Store(items, answer);
        }
        else
        {
            Refused(items, answer);
        }
    }

    private void Store(IReadOnlyList<AppendItem> items, ImapAnswer answer)
    {
        var ids = DestinationIds(answer, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Date is not null)
            {
                habits.DateTaken();
            }

            receipts[items[i].Index] = new ItemReceipt(items[i].Item.Source.Id) { DestinationId = ids?[i], Loss = items[i].Loss };
        }
    }

    /// <summary>Nothing of a refused command is stored (RFC 3502, 6.3.11 for several messages).</summary>
    private void Refused(IReadOnlyList<AppendItem> items, ImapAnswer answer)
    {
        var failure = ImapFailures.Classify(answer, ImapAction.Append, connection.Where, folderName);
        if (failure.Scope != FailureScope.Item)
        {
            final = failure;
            FailAll(items, failure);
        }
        else if (items.Count > 1)
        {
            again.AddRange(items);
        }
        else if (ImapFailures.IsDateRefused(answer) && items[0].Date is not null)
        {
            habits.DateRefused();
            items[0].DropDate(answer.Text);
            again.Add(items[0]);
        }
        else if (items[0].HoldsNul && !items[0].AsBinary && connection.Capabilities.Binary)
        {
            // Second choice, because a server may re-encode what came as a literal8 (RFC 3516, 4.4), and then the bytes differ.
            items[0].AsBinary = true;
            again.Add(items[0]);
        }
        else
        {
            FailAll(items, failure);
        }
    }

    /// <summary>From <c>APPENDUID validity set</c> (RFC 4315, 3).</summary>
    private static string[]? DestinationIds(ImapAnswer answer, int count)
    {
        var words = answer.Code.Split(' ');
        var uids = answer.CodeName == "APPENDUID" && words.Length == 3 ? ImapText.Set(words[2], count + 1) : null;
        return uids?.Count == count ? [.. uids.Select(uid => words[1] + ":" + uid.ToString(CultureInfo.InvariantCulture))] : null;
    }

    private void FailAll(IEnumerable<AppendItem> items, Failure failure)
    {
        foreach (var item in items)
        {
            receipts[item.Index] = new ItemReceipt(item.Item.Source.Id) { Failure = failure };
        }
    }

    private Failure TooLarge(ConvertedItem item, long limit) => new(FailureScope.Item, FailureRemedy.None, Reason.ItemTooLarge,
        $"The message has {item.Content.Length.ToString(CultureInfo.InvariantCulture)} bytes; {connection.Where} takes {limit.ToString(CultureInfo.InvariantCulture)}. Raise the limit at the server and run the migration again.")
    {
        Code = "APPENDLIMIT",
    };

    private static Failure Interrupted() => new(FailureScope.Item, FailureRemedy.Retry, Reason.Interrupted, "The migration was stopped before this message was sent.");
}
