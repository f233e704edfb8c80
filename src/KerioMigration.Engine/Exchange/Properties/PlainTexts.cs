using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>
/// The bodies as text of items that have them in HTML: servers before 2013 tell one form at a time, and turn it into the other better than
/// anybody who reads the HTML.
/// </summary>
internal sealed class PlainTexts(EwsClient client, OpenedMailbox mailbox)
{
    private static readonly PropertyShape Text = new(["item:Body"], [], [], BodyType: "Text");

    private readonly PropertyReading reading = new(client, mailbox, Text, Text);

    /// <summary>By id; without those that tell their text already, or do not give it.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(IEnumerable<ReadProperties> items, CancellationToken cancellationToken)
    {
        var open = items.Where(i => i.Element is { } e && e.TextBody() is null && e.Body(isHtml: true) is not null).Select(i => i.Item.Id);
        var read = mailbox.Context.Schema >= EwsSchema.Exchange2013 ? null : await reading.ReadAllAsync(open, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> texts = [];
        foreach (var item in read?.Values ?? [])
        {
            if (item.Element?.TextBody() is { } text)
            {
                texts[item.Item.Id] = text;
            }
        }

        return texts;
    }
}
