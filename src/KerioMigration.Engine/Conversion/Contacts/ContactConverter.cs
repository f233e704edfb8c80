using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Model.Contacts;

namespace KerioMigration.Engine.Conversion.Contacts;

/// <summary>
/// Contacts of Exchange as vCard 3.0 (RFC 2426). Pure: no I/O, no clock, any thread. What vCard has no property for stands as a line below
/// the notes, which every client shows, and, where clients agree on an X- property, there as well: Kerio is not proven to keep one.
/// </summary>
public static class ContactConverter
{
    public static ConvertedContact Convert(Contact contact)
    {
        var uid = SourceUid.Of(contact.SourceKey);
        var writer = new ContentLineWriter();
        writer.Begin("VCARD");
        writer.Line("VERSION", "3.0");
        writer.Line("PRODID", ProductIdentifier.Value);
        writer.Line("UID", uid);
        var photo = contact.Photo is { } given ? CardPhoto.Of(given) : null;
        new CardWriter(writer, contact, photo?.Jpeg).Write();
        writer.End("VCARD");
        return new ConvertedContact(uid, writer.ToString(), [.. ContactLosses.Of(contact, photo?.Loss)]);
    }
}
