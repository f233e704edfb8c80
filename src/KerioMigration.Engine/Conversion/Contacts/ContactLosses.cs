using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Contacts;
using static System.FormattableString;
using static KerioMigration.Engine.Conversion.Contacts.ContactTexts;
using static KerioMigration.Engine.Conversion.FilledText;

namespace KerioMigration.Engine.Conversion.Contacts;

/// <summary>What a contact has no place for, nor any reader a use.</summary>
internal static class ContactLosses
{
    /// <param name="ofPhoto">What became of the photo; null when it is as it was, or there is none.</param>
    public static IEnumerable<string> Of(Contact contact, string? ofPhoto)
    {
        foreach (var email in contact.Emails.Where(e => !IsSmtp(e.Address) && Filled(e.Address) is not null))
        {
            var name = Filled(email.DisplayName) is { } display ? $"{display} ({email.Address})" : email.Address;
            yield return $"No SMTP address is known for {name}.";
        }

        if (contact.Sensitivity == Sensitivity.Personal)
        {
            yield return "Sensitivity Personal became private.";
        }

        if (ofPhoto is not null)
        {
            yield return ofPhoto;
        }

        if (contact.CertificateCount > 0)
        {
            // Within signed objects ([MS-OXOABK] 2.2.4.36), not as KEY has them; the next signed message from there brings it anew.
            yield return Invariant($"Certificates: {contact.CertificateCount}.");
        }

        if (contact.AttachmentNames.Count > 0)
        {
            yield return $"Attachments: {string.Join(", ", contact.AttachmentNames)}.";
        }
    }
}
