using System.Collections.Generic;
using System.Linq;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Tests.Simulation.Exchange;

/// <summary>One or more requests per operation, rich enough to reach every corner of an answer.</summary>
internal static class SampleRequests
{
    private const string Paths =
        "<t:AdditionalProperties><t:FieldURI FieldURI=\"item:ItemClass\"/><t:FieldURI FieldURI=\"item:Categories\"/>" +
        "<t:ExtendedFieldURI PropertyTag=\"0x0E06\" PropertyType=\"SystemTime\"/><t:ExtendedFieldURI PropertyTag=\"0x0E07\" PropertyType=\"Integer\"/>" +
        "<t:ExtendedFieldURI PropertyTag=\"0x1081\" PropertyType=\"Integer\"/><t:ExtendedFieldURI PropertyTag=\"0x0FF9\" PropertyType=\"Binary\"/>" +
        "<t:ExtendedFieldURI DistinguishedPropertySetId=\"PublicStrings\" PropertyName=\"Keywords\" PropertyType=\"StringArray\"/>" +
        "<t:ExtendedFieldURI DistinguishedPropertySetId=\"Common\" PropertyId=\"34054\" PropertyType=\"Boolean\"/>" +
        "<t:ExtendedFieldURI PropertySetId=\"0006200e-0000-0000-c000-000000000046\" PropertyId=\"35584\" PropertyType=\"Integer\"/></t:AdditionalProperties>";

    private const string FolderShape =
        "<m:FolderShape><t:BaseShape>AllProperties</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI=\"folder:PermissionSet\"/>" +
        "<t:ExtendedFieldURI PropertyTag=\"0x10F4\" PropertyType=\"Boolean\"/><t:ExtendedFieldURI PropertyTag=\"0x0E08\" PropertyType=\"Long\"/></t:AdditionalProperties></m:FolderShape>";

    private const string Restriction =
        "<m:Restriction><t:And><t:Not><t:Exists><t:ExtendedFieldURI PropertyTag=\"0x1083\" PropertyType=\"Boolean\"/></t:Exists></t:Not>" +
        "<t:Or><t:IsGreaterThan><t:FieldURI FieldURI=\"item:Size\"/><t:FieldURIOrConstant><t:Constant Value=\"10\"/></t:FieldURIOrConstant></t:IsGreaterThan>" +
        "<t:Contains ContainmentMode=\"Substring\" ContainmentComparison=\"IgnoreCase\"><t:FieldURI FieldURI=\"item:Subject\"/><t:Constant Value=\"x\"/></t:Contains></t:Or></t:And></m:Restriction>";

    public static IEnumerable<string> All(SeededMailbox mailbox)
    {
        foreach (var shape in new[] { "IdOnly", "Default", "AllProperties" })
        {
            foreach (var folder in mailbox.Folders.Where(f => f.Items.Count > 0))
            {
                yield return GetItem(shape, folder.Items.Select(i => i.Id));
                yield return SyncFolderItems(shape, folder.Id);
                yield return FindItem(shape, folder.Id);
            }
        }

        var attachments = mailbox.Folders.SelectMany(f => f.Items).SelectMany(i => i.Attachments).ToList();
        yield return $"<m:GetAttachment><m:AttachmentShape><t:IncludeMimeContent>true</t:IncludeMimeContent></m:AttachmentShape><m:AttachmentIds>{Ids("AttachmentId", attachments.Select(a => a.Id))}</m:AttachmentIds></m:GetAttachment>";
        yield return $"<m:GetAttachment><m:AttachmentIds>{Ids("AttachmentId", ["none", attachments[0].Id[..^8] + "AAAAAAA="])}</m:AttachmentIds></m:GetAttachment>";
        yield return GetItem("IdOnly", ["nonsense", string.Empty, mailbox["inbox"].Id]);
        foreach (var request in Folders(mailbox).Concat(Directory(mailbox)))
        {
            yield return request;
        }
    }

    /// <summary>Every kind of item in every shape, and the attachments.</summary>
    public static IEnumerable<string> Groupware(SeededMailbox mailbox, bool withScope, bool withNewest)
    {
        foreach (var shape in new[] { "IdOnly", "Default", "AllProperties" })
        {
            foreach (var folder in mailbox.Folders.Where(f => f.Items.Count > 0))
            {
                yield return GetItem(shape, folder.Items.Select(i => i.Id));
                var sync = SyncFolderItems(shape, folder.Id);
                yield return withScope ? sync : sync.Replace("<m:SyncScope>NormalAndAssociatedItems</m:SyncScope>", string.Empty, System.StringComparison.Ordinal);
                yield return FindItem(shape, folder.Id);
            }
        }

        var attachments = mailbox.Folders.SelectMany(f => f.Items).SelectMany(i => i.Attachments);
        yield return $"<m:GetAttachment><m:AttachmentIds>{Ids("AttachmentId", attachments.Select(a => a.Id))}</m:AttachmentIds></m:GetAttachment>";
        yield return $"<m:GetFolder>{FolderShape}<m:FolderIds>{string.Concat(mailbox.Folders.Select(f => $"<t:FolderId Id=\"{f.Id}\"/>"))}</m:FolderIds></m:GetFolder>";
        yield return "<m:FindItem Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:CalendarView StartDate=\"2024-06-01T00:00:00Z\" EndDate=\"2024-08-01T00:00:00Z\"/>" +
            "<m:ParentFolderIds><t:DistinguishedFolderId Id=\"calendar\"/></m:ParentFolderIds></m:FindItem>";
        yield return GetItem("AllProperties", mailbox["calendar"].Items.OfType<SeededAppointment>().SelectMany(a => a.Exceptions.Take(8)).Select(e => e.Id));
        yield return "<m:FindFolder Traversal=\"Shallow\">" + FolderShape + "<m:ParentFolderIds><t:DistinguishedFolderId Id=\"publicfoldersroot\"/></m:ParentFolderIds></m:FindFolder>";
        foreach (var list in mailbox["contacts"].Items.OfType<SeededDistributionList>())
        {
            yield return $"<m:ExpandDL><m:Mailbox><t:ItemId Id=\"{list.Id}\"/></m:Mailbox></m:ExpandDL>";
            yield return "<m:ExpandDL><m:Mailbox><t:EmailAddress>nobody@example.org</t:EmailAddress></m:Mailbox></m:ExpandDL>";
        }

        if (withNewest)
        {
            yield return "<m:GetUserConfiguration><m:UserConfigurationName Name=\"CategoryList\"><t:DistinguishedFolderId Id=\"calendar\"/></m:UserConfigurationName><m:UserConfigurationProperties>All</m:UserConfigurationProperties></m:GetUserConfiguration>";
            foreach (var request in Settings(mailbox.Address))
            {
                yield return request;
            }
        }
    }

    private static IEnumerable<string> Folders(SeededMailbox mailbox)
    {
        yield return $"<m:GetFolder>{FolderShape}<m:FolderIds>{string.Concat(mailbox.Folders.Select(f => $"<t:FolderId Id=\"{f.Id}\"/>"))}" +
            "<t:DistinguishedFolderId Id=\"archivemsgfolderroot\"/><t:DistinguishedFolderId Id=\"inbox\"><t:Mailbox><t:EmailAddress>nobody@example.org</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId></m:FolderIds></m:GetFolder>";
        yield return $"<m:FindFolder Traversal=\"Deep\">{FolderShape}<m:IndexedPageFolderView MaxEntriesReturned=\"10\" Offset=\"5\" BasePoint=\"Beginning\"/>" +
            "<m:ParentFolderIds><t:DistinguishedFolderId Id=\"msgfolderroot\"/></m:ParentFolderIds></m:FindFolder>";
        yield return $"<m:FindFolder Traversal=\"Shallow\">{FolderShape}<m:FractionalPageFolderView MaxEntriesReturned=\"3\" Numerator=\"1\" Denominator=\"2\"/>" +
            "<m:Restriction><t:IsEqualTo><t:FieldURI FieldURI=\"folder:FolderClass\"/><t:FieldURIOrConstant><t:Constant Value=\"IPF.Note\"/></t:FieldURIOrConstant></t:IsEqualTo></m:Restriction>" +
            "<m:ParentFolderIds><t:DistinguishedFolderId Id=\"root\"/><t:FolderId Id=\"gone\"/></m:ParentFolderIds></m:FindFolder>";
        yield return $"<m:SyncFolderHierarchy>{FolderShape}<m:SyncFolderId><t:DistinguishedFolderId Id=\"msgfolderroot\"/></m:SyncFolderId></m:SyncFolderHierarchy>";
        yield return $"<m:SyncFolderHierarchy>{FolderShape}<m:SyncState>H4sIAAA=</m:SyncState></m:SyncFolderHierarchy>";
        yield return "<m:GetUserConfiguration><m:UserConfigurationName Name=\"CategoryList\"><t:DistinguishedFolderId Id=\"calendar\"/></m:UserConfigurationName><m:UserConfigurationProperties>XmlData</m:UserConfigurationProperties></m:GetUserConfiguration>";
    }

    private static IEnumerable<string> Directory(SeededMailbox mailbox)
    {
        foreach (var entry in new[] { "anna", "d", "nobody", "-" })
        {
            yield return $"<m:ResolveNames ReturnFullContactData=\"true\" SearchScope=\"ActiveDirectory\" ContactDataShape=\"AllProperties\"><m:UnresolvedEntry>{entry}</m:UnresolvedEntry></m:ResolveNames>";
        }

        yield return "<m:FindPeople><m:PersonaShape><t:BaseShape>Default</t:BaseShape></m:PersonaShape><m:IndexedPageItemView MaxEntriesReturned=\"100\" Offset=\"0\" BasePoint=\"Beginning\"/>" +
            "<m:ParentFolderId><t:DistinguishedFolderId Id=\"directory\"/></m:ParentFolderId><m:QueryString>a</m:QueryString></m:FindPeople>";
        yield return "<m:GetSearchableMailboxes><m:SearchFilter></m:SearchFilter><m:ExpandGroupMembership>false</m:ExpandGroupMembership></m:GetSearchableMailboxes>";
        yield return "<m:GetSearchableMailboxes><m:SearchFilter></m:SearchFilter><m:ExpandGroupMembership>true</m:ExpandGroupMembership></m:GetSearchableMailboxes>";
        foreach (var request in Settings(mailbox.Address).Concat(Settings("nobody@example.org")))
        {
            yield return request;
        }

        foreach (var list in mailbox["contacts"].Items.OfType<SeededDistributionList>().Select(l => l.Id).Append("gone"))
        {
            yield return $"<m:ExpandDL><m:Mailbox><t:ItemId Id=\"{list}\"/></m:Mailbox></m:ExpandDL>";
        }

        yield return "<m:GetUserOofSettingsRequest><t:Mailbox><t:Address>" + mailbox.Address + "</t:Address></t:Mailbox></m:GetUserOofSettingsRequest>";
        yield return "<m:GetServerTimeZones ReturnFullTimeZoneData=\"true\"/>";
        yield return "<m:GetServerTimeZones ReturnFullTimeZoneData=\"false\"><m:Ids><t:Id>UTC</t:Id></m:Ids></m:GetServerTimeZones>";
        yield return $"<m:ConvertId DestinationFormat=\"HexEntryId\"><m:SourceIds><t:AlternateId Format=\"EwsId\" Id=\"{mailbox["inbox"].Id}\" Mailbox=\"anna@example.org\"/><t:AlternateId Format=\"EwsId\" Id=\"x\" Mailbox=\"anna@example.org\"/></m:SourceIds></m:ConvertId>";
    }

    private static IEnumerable<string> Settings(string address)
    {
        yield return $"<m:GetDelegate IncludePermissions=\"true\"><m:Mailbox><t:EmailAddress>{address}</t:EmailAddress></m:Mailbox></m:GetDelegate>";
        yield return $"<m:GetDelegate IncludePermissions=\"false\"><m:Mailbox><t:EmailAddress>{address}</t:EmailAddress></m:Mailbox><m:UserIds><t:UserId><t:PrimarySmtpAddress>bob@example.org</t:PrimarySmtpAddress></t:UserId></m:UserIds></m:GetDelegate>";
        yield return $"<m:GetInboxRules><m:MailboxSmtpAddress>{address}</m:MailboxSmtpAddress></m:GetInboxRules>";
        yield return $"<m:GetUserPhoto><m:Email>{address}</m:Email><m:SizeRequested>HR240x240</m:SizeRequested></m:GetUserPhoto>";
    }

    private static string GetItem(string shape, IEnumerable<string> ids) =>
        $"<m:GetItem><m:ItemShape><t:BaseShape>{shape}</t:BaseShape><t:IncludeMimeContent>true</t:IncludeMimeContent><t:BodyType>Best</t:BodyType>{Paths}</m:ItemShape><m:ItemIds>{Ids("ItemId", ids)}</m:ItemIds></m:GetItem>";

    private static string SyncFolderItems(string shape, string folderId) =>
        $"<m:SyncFolderItems><m:ItemShape><t:BaseShape>{shape}</t:BaseShape>{Paths}</m:ItemShape><m:SyncFolderId><t:FolderId Id=\"{folderId}\"/></m:SyncFolderId><m:MaxChangesReturned>20</m:MaxChangesReturned><m:SyncScope>NormalAndAssociatedItems</m:SyncScope></m:SyncFolderItems>";

    private static string FindItem(string shape, string folderId) =>
        $"<m:FindItem Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>{shape}</t:BaseShape>{Paths}</m:ItemShape><m:IndexedPageItemView MaxEntriesReturned=\"20\" Offset=\"0\" BasePoint=\"Beginning\"/>{Restriction}" +
        $"<m:SortOrder><t:FieldOrder Order=\"Ascending\"><t:FieldURI FieldURI=\"item:DateTimeCreated\"/></t:FieldOrder></m:SortOrder><m:ParentFolderIds><t:FolderId Id=\"{folderId}\"/></m:ParentFolderIds></m:FindItem>";

    private static string Ids(string element, IEnumerable<string> ids) => string.Concat(ids.Select(i => $"<t:{element} Id=\"{i}\"/>"));
}
