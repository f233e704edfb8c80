using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>
/// Lists the items of a folder page by page. Cursors are <c>S:</c> and the server's SyncState; folders that do not synchronize (some
/// archives) are walked through each time, with cursors of <see cref="WalkPosition"/>.
/// </summary>
internal sealed class ItemListing(EwsClient client, EwsContext context)
{
    private const string SyncPrefix = "S:";
    private const int EmptyPages = 8;

    public Task<ChangePage> ListAsync(string folder, string? cursor, CancellationToken cancellationToken) =>
        WalkPosition.IsOf(cursor)
            ? new FolderWalk(client, context).ListAsync(folder, cursor, cancellationToken)
            : SyncAsync(folder, StateOf(cursor), cancellationToken);

    private static string? StateOf(string? cursor) =>
        cursor is not null && cursor.StartsWith(SyncPrefix, StringComparison.Ordinal) ? cursor.Substring(SyncPrefix.Length) : null;

    private async Task<ChangePage> SyncAsync(string folder, string? state, CancellationToken cancellationToken)
    {
        var startedOver = false;
        for (var empty = 0; ;)
        {
            var operation = new SyncFolderItems(EwsFolderId.Of(folder), state, SyncFolderItems.MaxPageSize);
            var response = await client.SendSingleAsync(operation, context, FailureScope.Folder, cancellationToken).ConfigureAwait(false);
            if (response.Error is { } error && response.Payload is null)
            {
                if (error.Code == "ErrorInvalidSyncStateData" && state is not null)
                {
                    (state, startedOver) = (null, true);
                    continue;
                }

                return CannotSync(error) && state is null
                    ? await new FolderWalk(client, context).ListAsync(folder, null, cancellationToken).ConfigureAwait(false)
                    : throw new MigrationException(client.Classify(error, FailureScope.Folder, context));
            }

            var page = response.Payload ?? new ItemChanges(state ?? "", true, []);
            var next = page.SyncState.Length > 0 ? page.SyncState : state ?? "";
            if (page.Changes.Count > 0 || page.IncludesLast)
            {
                return new ChangePage([.. page.Changes.Select(Describe)], SyncPrefix + next, page.IncludesLast || next == state) { StartedOver = startedOver };
            }

            if (next == state || ++empty == EmptyPages)
            {
                throw new MigrationException(Standstill());
            }

            state = next;
        }
    }

    // The end of such a listing would look like the end of the folder, and its items would be missing without a word.
    private Failure Standstill() => new(FailureScope.Folder, FailureRemedy.None, Reason.UnexpectedAnswer,
        $"{client.Where} says that a folder of {context.Mailbox} has more items and does not list them. Run again; if it stays so, let an Exchange administrator repair the mailbox (New-MailboxRepairRequest).");

    private static bool CannotSync(EwsError error) =>
        error.Code is "ErrorInvalidOperation" or "ErrorInvalidFolderTypeForOperation" or "ErrorUnsupportedTypeForConversion" or "ErrorNotSupported";

    private static ItemChange Describe(EwsItemChange change) => new(change.Type, Describe(change.Item)) { IsRead = change.Item.IsRead ?? false };

    public static ItemRef Describe(EwsItem item)
    {
        var itemClass = item.ItemClass.Length > 0 ? item.ItemClass : "IPM.Note";
        return new ItemRef
        {
            Id = item.Id,
            ItemClass = itemClass,
            Kind = ItemClasses.KindOfItem(itemClass),
            Size = item.Size,
            Received = item.Received,
            End = EndOf(item),
            Subject = item.Subject,
            SearchKey = item.Text(ItemReader.SearchKeyTag),
            MessageId = item.Text(ItemReader.MessageIdTag)?.Trim() is { Length: > 0 } messageId ? messageId : null,
            Flags = item.Properties.ContainsKey(GetItem.FlagsTag) ? ItemFlags.Of(item) : null,
        };
    }

    /// <summary>Of a series the property has the day of its last occurrence, as midnight; without an end, a day in the year 4500.</summary>
    private static DateTimeOffset? EndOf(EwsItem item) => ElementReader.ParseTime(item.Text(ItemReader.ClipEnd.Id)) switch
    {
        { Year: < 4500, TimeOfDay.Ticks: 0 } day => day.AddDays(1),
        { Year: < 4500 } end => end,
        _ => null,
    };
}
