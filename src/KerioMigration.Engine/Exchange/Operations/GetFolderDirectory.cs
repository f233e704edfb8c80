using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>
/// GetFolder for what ties a public folder to its entry in the directory; one response per id, in order. The entry's own id is told by
/// Exchange 2010 alone ([MS-OXCFOLD] 2.2.2.2.1.4, appendix A); none of it holds an address.
/// </summary>
internal sealed class GetFolderDirectory(IReadOnlyList<string> folderIds) : EwsOperation<IReadOnlyList<EwsResponse<FolderDirectoryEntry>>>
{
    private const int EntryIdTag = 0x0FFF; // PidTagEntryId
    private const int MailEnabledTag = 0x671F; // PidTagPfProxyRequired: what Get-PublicFolder shows as MailEnabled
    private const int ProxyTag = 0x671D; // PidTagPfProxy: the GUID of the directory's entry
    private const int DirectoryIdTag = 0x663B; // PidTagAddressBookEntryId

    // [MS-OXCDATA] 2.2.4.1: flags, provider and type come before, two bytes of padding after.
    private const int LongTermStart = 22;
    private const int LongTermLength = 22;

    // [MS-OXCDATA] 2.2.5.2: flags, provider, version and type; then the name with a zero at its end.
    private const int NameStart = 28;

    public override string Name => "GetFolder";

    public override void Write(EnvelopeWriter writer)
    {
        writer.Message(Name);
        writer.Message("FolderShape").TypeText("BaseShape", "IdOnly").Type("AdditionalProperties");
        writer.Property(EntryIdTag, "Binary").Property(MailEnabledTag, "Boolean").Property(ProxyTag, "Binary").Property(DirectoryIdTag, "Binary");
        writer.End().End();
        writer.Folders("FolderIds", folderIds.Select(EwsFolderId.Of)).End();
    }

    public override IReadOnlyList<EwsResponse<FolderDirectoryEntry>> Read(ElementReader reader, AnswerFilter streamed) =>
        ResponseReader.ReadMessages<FolderDirectoryEntry>(reader, ReadPayload);

    private static FolderDirectoryEntry? ReadPayload(ElementReader reader, FolderDirectoryEntry? soFar)
    {
        if (reader.Name != "Folders")
        {
            return soFar;
        }

        for (var folders = reader.Depth; reader.NextChild(folders);)
        {
            Dictionary<int, string> properties = [];
            for (var folder = reader.Depth; reader.NextChild(folder);)
            {
                if (reader.Name == "ExtendedProperty")
                {
                    PropertyReader.Read(reader, properties);
                }
            }

            soFar = Entry(properties);
        }

        return soFar;
    }

    private static FolderDirectoryEntry Entry(Dictionary<int, string> properties)
    {
        var legacyName = LegacyName(Bytes(properties, DirectoryIdTag));
        return new FolderDirectoryEntry
        {
            IsMailEnabled = legacyName is not null || (properties.TryGetValue(MailEnabledTag, out var flag) && flag is "true" or "1"),
            Names = [.. new[] { LongTermId(Bytes(properties, EntryIdTag)), Guid(Bytes(properties, ProxyTag)), legacyName }.OfType<string>()],
        };
    }

    private static byte[] Bytes(Dictionary<int, string> properties, int tag)
    {
        try
        {
            return properties.TryGetValue(tag, out var value) ? Convert.FromBase64String(value) : [];
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private static string? LongTermId(byte[] entryId) =>
        entryId.Length < LongTermStart + LongTermLength ? null : BitConverter.ToString(entryId, LongTermStart, LongTermLength).Replace("-", "");

    private static string? Guid(byte[] proxy) => proxy.Length == 16 ? new Guid(proxy).ToString() : null;

    private static string? LegacyName(byte[] directoryId)
    {
        var name = directoryId.Length > NameStart ? Encoding.ASCII.GetString(directoryId, NameStart, directoryId.Length - NameStart).TrimEnd('\0') : "";
        return name.StartsWith("/", StringComparison.Ordinal) ? name : null;
    }
}
