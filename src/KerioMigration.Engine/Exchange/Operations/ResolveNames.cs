using System;
using System.Collections.Generic;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>Entries of the directory whose names or addresses begin with a text; at most 100, however many there are.</summary>
internal sealed class ResolveNames(string text) : EwsOperation<EwsResponse<Page<DirectoryEntry>>>
{
    public const int Limit = 100;

    public override string Name => "ResolveNames";

    public override void Write(EnvelopeWriter writer)
    {
        writer.Message(Name).Attribute("ReturnFullContactData", "true").Attribute("SearchScope", "ActiveDirectory");
        if (writer.Context.Schema >= EwsSchema.Exchange2010_SP2)
        {
            writer.Attribute("ContactDataShape", "AllProperties");
        }

        writer.MessageText("UnresolvedEntry", text).End();
    }

    public override EwsResponse<Page<DirectoryEntry>> Read(ElementReader reader, AnswerFilter streamed)
    {
        var responses = ResponseReader.ReadMessages<Page<DirectoryEntry>>(reader, ReadPayload);
        return responses.Count > 0 ? responses[0] : new EwsResponse<Page<DirectoryEntry>>(null, null);
    }

    private static Page<DirectoryEntry>? ReadPayload(ElementReader reader, Page<DirectoryEntry>? soFar)
    {
        if (reader.Name != "ResolutionSet")
        {
            return soFar;
        }

        List<DirectoryEntry> entries = [];
        var page = Page<DirectoryEntry>.Of(reader, entries);
        for (var set = reader.Depth; reader.NextChild(set);)
        {
            entries.Add(ReadResolution(reader));
        }

        return page;
    }

    private static DirectoryEntry ReadResolution(ElementReader reader)
    {
        var entry = new DirectoryEntry("");
        for (var resolution = reader.Depth; reader.NextChild(resolution);)
        {
            entry = reader.Name switch
            {
                "Mailbox" => ReadMailbox(reader, entry),
                "Contact" => ReadContact(reader, entry),
                _ => entry,
            };
        }

        return entry;
    }

    private static DirectoryEntry ReadMailbox(ElementReader reader, DirectoryEntry entry)
    {
        for (var mailbox = reader.Depth; reader.NextChild(mailbox);)
        {
            entry = reader.Name switch
            {
                "Name" => entry with { DisplayName = reader.Text() },
                "EmailAddress" => entry with { Address = reader.Text().Trim() },
                "MailboxType" => entry with { MailboxType = reader.Text().Trim() },
                _ => entry,
            };
        }

        return entry;
    }

    private static DirectoryEntry ReadContact(ElementReader reader, DirectoryEntry entry)
    {
        for (var contact = reader.Depth; reader.NextChild(contact);)
        {
            entry = reader.Name switch
            {
                "DisplayName" when entry.DisplayName.Length == 0 => entry with { DisplayName = reader.Text() },
                "Alias" => entry with { Alias = reader.Text() },
                "Department" => entry with { Department = reader.Text() },
                "JobTitle" => entry with { Title = reader.Text() },
                "OfficeLocation" => entry with { Office = reader.Text() },
                "CompanyName" => entry with { Company = reader.Text() },
                "EmailAddresses" => entry with { Proxies = ReadTexts(reader) },
                "PhoneNumbers" => entry with { Phone = ReadBusinessPhone(reader) },
                _ => entry,
            };
        }

        return entry;
    }

    private static List<string> ReadTexts(ElementReader reader)
    {
        List<string> texts = [];
        for (var list = reader.Depth; reader.NextChild(list);)
        {
            texts.Add(reader.Text().Trim());
        }

        return texts;
    }

    private static string ReadBusinessPhone(ElementReader reader)
    {
        var phone = "";
        for (var numbers = reader.Depth; reader.NextChild(numbers);)
        {
            var key = reader.Attribute("Key");
            var number = reader.Text().Trim();
            phone = string.Equals(key, "BusinessPhone", StringComparison.Ordinal) ? number : phone;
        }

        return phone;
    }
}
