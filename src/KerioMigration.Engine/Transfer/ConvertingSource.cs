using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Conversion;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Rights;

namespace KerioMigration.Engine.Transfer;

/// <summary>
/// A source whose items come in the destination's form, whatever they are: who compares, adopts or verifies them needs to know of one
/// form only.
/// </summary>
public sealed class ConvertingSource(ISourceMailbox source, ObjectConverter converter) : ISourceMailbox
{
    public MailboxRef Mailbox => source.Mailbox;

    public IMailboxSettings? Settings => source.Settings;

    public Task<IReadOnlyList<FolderRef>> ListFoldersAsync(CancellationToken cancellationToken) => source.ListFoldersAsync(cancellationToken);

    public Task<IReadOnlyList<FolderRef>> ListArchiveAsync(CancellationToken cancellationToken) => source.ListArchiveAsync(cancellationToken);

    public Task<ChangePage> ListChangesAsync(FolderRef folder, string? cursor, CancellationToken cancellationToken) =>
        source.ListChangesAsync(folder, cursor, cancellationToken);

    public async Task<IReadOnlyList<SourceItem>> ReadItemsAsync(IReadOnlyList<ItemRef> items, CancellationToken cancellationToken)
    {
        var read = await source.ReadItemsAsync(items, cancellationToken).ConfigureAwait(false);
        if (read.All(r => r.Properties is null))
        {
            return read;
        }

        var converted = new SourceItem[read.Count];
        for (var i = 0; i < converted.Length; i++)
        {
            converted[i] = read[i].Properties is { } properties ? await ConvertAsync(read[i], properties, cancellationToken).ConfigureAwait(false) : read[i];
        }

        return converted;
    }

    public Task<IReadOnlyList<FolderRights>> ReadRightsAsync(IReadOnlyList<FolderRef> folders, CancellationToken cancellationToken) =>
        source.ReadRightsAsync(folders, cancellationToken);

    public Task<IReadOnlyList<FolderDirectoryEntry>> ReadDirectoryAsync(IReadOnlyList<FolderRef> folders, CancellationToken cancellationToken) =>
        source.ReadDirectoryAsync(folders, cancellationToken);

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<SourceItem> ConvertAsync(SourceItem item, ItemProperties properties, CancellationToken cancellationToken)
    {
        try
        {
            return ItemKinds.IsMessage(item.Ref.Kind)
                ? await ToMessageAsync(item, properties, cancellationToken).ConfigureAwait(false)
                : ToObject(item, properties, converter.Convert(properties));
        }
        catch (Exception e) when (e is not OutOfMemoryException and not OperationCanceledException)
        {
            // Whatever one item holds that nobody foresaw, it costs this item alone.
            var reason = e is MigrationException known ? known.Failure.Message : $"{e.GetType().Name}: {e.Message}";
            return new SourceItem
            {
                Ref = item.Ref,
                Received = item.Received,
                Subject = item.Subject,
                Failure = new Failure(
                    FailureScope.Item, FailureRemedy.None, Reason.ConversionFailed, $"The item cannot be brought into the form that the destination takes. {reason}"),
            };
        }
        finally
        {
            // They are within the object now.
            properties.AllFiles.DisposeAll();
        }
    }

    private static SourceItem ToObject(SourceItem item, ItemProperties properties, ConvertedObject made) => new()
    {
        Ref = item.Ref,
        Properties = properties,
        Object = made.Object,
        Content = ItemContent.Of(made.Canonical, isCanonical: true),
        Fidelity = item.Fidelity,
        Obstacle = item.Obstacle,
        Losses = [.. item.Losses, .. made.Losses],
        Received = item.Received,
        Subject = item.Subject,
        Categories = item.Categories,
    };

    private async Task<SourceItem> ToMessageAsync(SourceItem item, ItemProperties properties, CancellationToken cancellationToken)
    {
        var made = await converter.ConvertToMessageAsync(item, properties, Mailbox.Address, cancellationToken).ConfigureAwait(false);
        return new SourceItem
        {
            Ref = item.Ref,
            Content = made.Content,
            Fidelity = ItemFidelity.Rebuilt,
            Obstacle = item.Obstacle,
            Losses = [.. item.Losses, .. made.Losses],
            Flags = MessageFlags.Seen,
            Received = item.Received,
            Subject = item.Subject,
            Categories = item.Categories,
        };
    }
}
