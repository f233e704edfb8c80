using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Contacts;

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

        List<Contact> contacts = [];
        foreach (var item in read)
        {
            var contact = ContactFields.Read(item.Element!, item.Item.Id, addresses, own);
            if (ContactPhotos.Of(item.Element!) is { } listed)
            {
                var photo = await photos.ReadAsync(item, cancellationToken).ConfigureAwait(false);
                contact = contact with { Photo = photo, AttachmentNames = item.Element!.AttachmentNames(except: listed) };
            }

            contacts.Add(contact);
        }

        return contacts;
    }
}
