using System.Formats.Asn1;

namespace KerioMigration.Simulation.Exchange.SignIn;

/// <summary>The wrapping that Negotiate puts around NTLM messages (RFC 4178).</summary>
internal static class Spnego
{
    private const string NtlmMechanism = "1.3.6.1.4.1.311.2.2.10";
    private static readonly Asn1Tag First = new(TagClass.ContextSpecific, 0, true);
    private static readonly Asn1Tag Second = new(TagClass.ContextSpecific, 1, true);
    private static readonly Asn1Tag Third = new(TagClass.ContextSpecific, 2, true);

    /// <summary>The NTLM message inside a NegTokenInit or NegTokenResp; null where there is none.</summary>
    public static byte[]? Unwrap(byte[] token)
    {
        try
        {
            var outer = new AsnReader(token, AsnEncodingRules.BER);
            var choice = outer.PeekTag().TagClass == TagClass.Application ? Init(outer) : outer.ReadSequence(Second);
            return Token(choice.ReadSequence());
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>NegTokenResp: accept-incomplete, NTLM, the challenge.</summary>
    public static byte[] Wrap(byte[] challenge)
    {
        const int AcceptIncomplete = 1;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence(Second))
        using (writer.PushSequence())
        {
            using (writer.PushSequence(First))
            {
                writer.WriteEncodedValue([0x0A, 1, AcceptIncomplete]);
            }

            using (writer.PushSequence(Second))
            {
                writer.WriteObjectIdentifier(NtlmMechanism);
            }

            using (writer.PushSequence(Third))
            {
                writer.WriteOctetString(challenge);
            }
        }

        return writer.Encode();
    }

    private static AsnReader Init(AsnReader outer)
    {
        var application = outer.ReadSequence(new Asn1Tag(TagClass.Application, 0, true));
        application.ReadObjectIdentifier();
        return application.ReadSequence(First);
    }

    /// <summary>The token stands in [2] in both messages.</summary>
    private static byte[]? Token(AsnReader fields)
    {
        while (fields.HasData)
        {
            if (fields.PeekTag() == Third)
            {
                return fields.ReadSequence(Third).ReadOctetString();
            }

            fields.ReadEncodedValue();
        }

        return null;
    }
}
