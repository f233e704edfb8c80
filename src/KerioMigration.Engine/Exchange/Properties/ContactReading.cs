using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>Contacts, with the addresses behind legacy names and their photos.</summary>
internal sealed class ContactReading(EwsClient client, OpenedMailbox mailbox, AddressBook people, MailboxZone zone)
    : KindReading(new PropertyReading(client, mailbox, ContactFields.Shape, ContactFields.Core))
{
    private readonly ContactPhotos photos = new(client, mailbox);

    public override async Task<IReadOnlyList<ItemProperties?>> ComposeAsync(IReadOnlyList<ReadProperties> read, CancellationToken cancellationToken)
    {
        var own = read.Any(r => ContactFields.NeedsZone(r.Element!)) ? await zone.FindAsync(cancellationToken).ConfigureAwait(false) : null;
        Dictionary<string, string?> addresses = new(StringComparer.OrdinalIgnoreCase);
        foreach (var name in read.SelectMany(r => ContactFields.LegacyNames(r.Element!)))
        {
            addresses[name] = await people.FindAsync(name, cancellationToken).ConfigureAwait(false);
        }

        var faces = await photos.ReadAsync(read, cancellationToken).ConfigureAwait(false);
        return [.. read.Select(r => ContactFields.Read(r.Element!, r.Item.Id, addresses, own) with
        {
            Photo = faces.TryGetValue(r.Item.Id, out var photo) ? photo : null,
            AttachmentNames = r.Element!.AttachmentNames(except: ContactPhotos.Of(r.Element!)),
        })];
    }
}
