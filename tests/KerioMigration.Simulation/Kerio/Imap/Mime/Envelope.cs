using System.Text;

namespace KerioMigration.Simulation.Kerio.Imap.Mime;

/// <summary>ENVELOPE of a message (RFC 3501, 7.4.2).</summary>
internal static class Envelope
{
    public static string Format(MimePart message)
    {
        var from = MailAddresses.Format(message.Field("From"));
        var text = new StringBuilder("(");
        text.Append(ImapText.NString(message.Field("Date"))).Append(' ').Append(ImapText.NString(message.Field("Subject"))).Append(' ');
        text.Append(from).Append(' ').Append(Or(message.Field("Sender"), from)).Append(' ').Append(Or(message.Field("Reply-To"), from)).Append(' ');
        text.Append(MailAddresses.Format(message.Field("To"))).Append(' ').Append(MailAddresses.Format(message.Field("Cc"))).Append(' ');
        text.Append(MailAddresses.Format(message.Field("Bcc"))).Append(' ');
        text.Append(ImapText.NString(message.Field("In-Reply-To"))).Append(' ').Append(ImapText.NString(message.Field("Message-ID")));
        return text.Append(')').ToString();
    }

    /// <summary>Sender and Reply-To default to From.</summary>
    private static string Or(string? value, string from) => MailAddresses.Format(value) is var own && own == "NIL" ? from : own;
}
