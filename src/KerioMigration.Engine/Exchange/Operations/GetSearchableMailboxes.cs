using System.Collections.Generic;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>
/// Mailboxes of the organization, also those hidden from address lists. 2013 and later on-premises, for accounts with the role Mailbox
/// Search; the documentation promises "the first few thousand", not all. The response is not wrapped in response messages.
/// </summary>
internal sealed class GetSearchableMailboxes(string filter) : EwsOperation<EwsResponse<List<DirectoryEntry>>>
{
    public override string Name => "GetSearchableMailboxes";

    public override string? ManagementRole => "MailboxSearch";

    public override void Write(EnvelopeWriter writer) =>
        writer.Message(Name).MessageText("SearchFilter", filter).MessageText("ExpandGroupMembership", "false").End();

    public override EwsResponse<List<DirectoryEntry>> Read(ElementReader reader, AnswerFilter streamed) =>
        ResponseReader.ReadMessage<List<DirectoryEntry>>(reader, ReadPayload);

    private static List<DirectoryEntry>? ReadPayload(ElementReader reader, List<DirectoryEntry>? soFar)
    {
        if (reader.Name != "SearchableMailboxes")
        {
            return soFar;
        }

        List<DirectoryEntry> entries = [];
        for (var mailboxes = reader.Depth; reader.NextChild(mailboxes);)
        {
            if (ReadMailbox(reader) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    /// <summary>Null for groups, and for mailboxes that are not in this organization.</summary>
    private static DirectoryEntry? ReadMailbox(ElementReader reader)
    {
        var entry = new DirectoryEntry("") { MailboxType = "Mailbox" };
        var isForeign = false;
        for (var mailbox = reader.Depth; reader.NextChild(mailbox);)
        {
            switch (reader.Name)
            {
                case "PrimarySmtpAddress":
                    entry = entry with { Address = reader.Text().Trim() };
                    break;
                case "DisplayName":
                    entry = entry with { DisplayName = reader.Text() };
                    break;
                case "IsExternalMailbox" or "IsMembershipGroup":
                    isForeign |= reader.Boolean();
                    break;
            }
        }

        return isForeign ? null : entry;
    }
}
