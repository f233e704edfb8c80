using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Fallback;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>
/// Items of classes that no standard knows, which applications made: messages, with all that Exchange tells of them attached. Properties of an
/// application's own are told by EWS to those alone who know their names.
/// </summary>
internal sealed class UnknownItems(EwsClient client, OpenedMailbox mailbox)
{
    private const string FileName = "properties.txt";

    /// <summary>What is in the message already, or means nothing anywhere else.</summary>
    private static readonly HashSet<string> Left = new(StringComparer.Ordinal)
    {
        "MimeContent", "Body", "TextBody", "UniqueBody", "NormalizedBody", "InternetMessageHeaders", "ResponseObjects", "EffectiveRights", "ItemId", "ParentFolderId",
        "ConversationId", "WebClientReadFormQueryString", "WebClientEditFormQueryString", "InstanceKey",
    };

    private readonly PropertyReading details = new(client, mailbox, PropertyShape.All, PropertyShape.All);

    /// <param name="batch">Indices of messages that were read.</param>
    /// <param name="results">By the same indices.</param>
    public async Task CompleteAsync(IReadOnlyList<ItemRef> items, List<int> batch, SourceItem?[] results, CancellationToken cancellationToken)
    {
        List<int> unknown = [.. batch.Where(i => results[i] is { Content: not null, Fidelity: not ItemFidelity.Stub } && ItemClasses.IsUnknown(items[i].ItemClass))];
        if (unknown.Count == 0)
        {
            return;
        }

        var told = await details.ReadAllAsync(unknown.Select(i => items[i].Id), cancellationToken).ConfigureAwait(false);
        foreach (var index in unknown)
        {
            results[index] = await AttachAsync(results[index]!, told[items[index].Id], cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<SourceItem> AttachAsync(SourceItem read, ReadProperties told, CancellationToken cancellationToken)
    {
        var text = told.Element is null ? null : string.Concat(LinesOf(told.Element, "").Select(l => l + "\r\n"));
        var content = text is null ? null : await AttachedText.WriteAsync(read.Content!, read.Ref.Id, FileName, text, cancellationToken).ConfigureAwait(false);
        var loss = content is not null ? $"its properties, as far as EWS tells them, are attached as {FileName}." : $"its properties could not be read ({told.Failure?.Code ?? "no message"}).";
        return read.With(content, [$"The class {read.Ref.ItemClass} is not a known one: {loss}"]);
    }

    private static IEnumerable<string> LinesOf(Element element, string path)
    {
        foreach (var child in element.Children.Where(c => !Left.Contains(c.Name)))
        {
            var name = path.Length == 0 ? child.Name : path + "/" + child.Name;
            if (child.Children.Count > 0)
            {
                foreach (var line in LinesOf(child, name))
                {
                    yield return line;
                }
            }
            else if (child.Text.Trim() is { Length: > 0 } text)
            {
                yield return $"{name}: {text.Replace("\r", "").Replace("\n", "\r\n  ")}";
            }
        }
    }
}
