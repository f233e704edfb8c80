using System;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>Between EWS ids and store entry ids; the answer's Mailbox is always the primary address, which is how clients learn it.</summary>
internal sealed class ConvertId : IOperation
{
    private static readonly TextType Formats = TextType.Enumeration("IdFormatType", "EwsLegacyId", "EwsId", "EntryId", "HexEntryId", "StoreId", "OwaId");

    public string Name => "ConvertId";

    public SchemaVersion Since => SchemaVersion.Exchange2007Sp1;

    public ElementType Schema { get; } = ElementType.Empty()
        .Attribute("DestinationFormat", Formats)
        .One("m:SourceIds", () => ElementType.Empty().Choice(1, int.MaxValue, ("t:AlternateId", () => ElementType.Empty()
            .Attribute("Format", Formats)
            .Attribute("Id", TextType.String)
            .Attribute("Mailbox", TextType.NonEmpty)
            .Attribute("IsArchive", TextType.Boolean, false))));

    public ValueTask AnswerAsync(OperationContext context)
    {
        var answer = context.Answer;
        var format = (string)context.Request.Attribute("DestinationFormat")!;
        Responses.Open(answer, Name);
        foreach (var source in context.Request.Element(Ns.Messages + "SourceIds")!.Elements())
        {
            // DavMail sends an address that it invented; the caller's own mailbox stands in for it.
            var mailbox = (context.Organization.Find((string)source.Attribute("Mailbox")!) ?? context.ActingUser)?.Mailbox;
            var id = mailbox is null ? null : Convert((string)source.Attribute("Format")!, (string)source.Attribute("Id")!, format, mailbox);
            if (id is null)
            {
                Responses.Error(answer, Name, mailbox is null ? "ErrorNonExistentMailbox" : "ErrorInvalidIdMalformed", context.Culture, null);
                continue;
            }

            Responses.OpenMessage(answer, Name);
            answer.Raw("<m:AlternateId xsi:type=\"t:AlternateIdType\" Format=\""u8);
            answer.Ascii(format);
            answer.Raw("\" Id=\""u8);
            answer.Text(id);
            answer.Raw("\" Mailbox=\""u8);
            answer.Text(mailbox!.Address);
            answer.Raw("\"/>"u8);
            Responses.CloseMessage(answer, Name);
        }

        Responses.Close(answer, Name);
        return default;
    }

    private static string? Convert(string from, string id, string to, SeededMailbox mailbox)
    {
        byte[]? entryId;
        try
        {
            entryId = from switch
            {
                "EwsId" or "EwsLegacyId" => ExchangeIds.EntryId(id),
                "HexEntryId" => System.Convert.FromHexString(id),
                "OwaId" => ExchangeIds.EntryId(Uri.UnescapeDataString(id)),
                _ => System.Convert.FromBase64String(id),
            };
        }
        catch (FormatException)
        {
            return null;
        }

        return entryId is null ? null : to switch
        {
            "EwsId" or "EwsLegacyId" => ExchangeIds.FromEntryId(mailbox.Guid, entryId),
            "HexEntryId" => System.Convert.ToHexString(entryId),
            "OwaId" => Uri.EscapeDataString(ExchangeIds.FromEntryId(mailbox.Guid, entryId)),
            _ => System.Convert.ToBase64String(entryId),
        };
    }
}
