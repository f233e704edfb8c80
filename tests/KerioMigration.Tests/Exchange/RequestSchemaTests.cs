using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using KerioMigration.Engine.Exchange;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Properties;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Exchange;

/// <summary>Every request that we can write, against Microsoft's schema.</summary>
public sealed class RequestSchemaTests
{
    private const string Folder = "schema/ews";
    private static readonly Lazy<XmlSchemaSet> Schemas = new(Load);

    [SharedFact(Folder)]
    public void Every_request_is_valid_in_every_version_and_access()
    {
        var inbox = EwsFolderId.Distinguished("inbox");
        var folder = EwsFolderId.Of("AAMkAD+/==");
        ItemRef[] mails = [new() { Id = "AAA1" }, new() { Id = "AAA2" }];
        ItemRef[] mixed = [new() { Id = "AAA1" }, new() { Id = "AAA2", Kind = ItemKind.Calendar }];
        var checkedRequests = 0;
        foreach (var schema in Enum.GetValues<EwsSchema>())
        {
            foreach (var context in new[] { new EwsContext(schema, "a&b@example.org", MailboxAccess.Impersonation), new(schema, "a&b@example.org", MailboxAccess.FullAccess), new(schema, null, MailboxAccess.FullAccess) })
            {
                Check(SpecialFolders.Request(schema), context);
                Check(new GetFolder([inbox, folder]), context);
                Check(new GetPermissions([folder.Value, folder.Value]), context);
                Check(new FindFolder(folder, true, 0), context);
                Check(new FindFolder(inbox, false, 500), context);
                Check(new FindItem(folder, 17, 500), context);
                Check(new SyncFolderItems(folder, null, 512), context);
                Check(new SyncFolderItems(inbox, "H4sIAAA=", 1), context);
                Check(new SyncFolderHierarchy(inbox, null), context);
                Check(new SyncFolderHierarchy(folder, "H4sIAAA="), context);
                Check(new GetItem(mails), context);
                Check(new GetItem(mixed), context);
                Check(new GetItem(mails, withMime: false), context);
                Check(new GetItem(mails, withStates: false), context);
                Check(new GetMessage(mails[0], MessageParts.Structure | MessageParts.Body | MessageParts.Addresses), context);
                Check(new GetMessage(mails[0], MessageParts.Summary), context);
                Check(new GetAttachment(new EwsAttachment { Id = "AAA1" }), context);
                Check(new GetAttachment([new EwsAttachment { Id = "AAA1" }, new EwsAttachment { Id = "AAA2" }]), context);
                Check(new GetAttachment(new EwsAttachment { Id = "AAA1", Kind = AttachmentKind.Item }), context);
                Check(new ResolveNames("<anna"), context);
                Check(new GetSearchableMailboxes(""), context);
                foreach (var shape in Shapes(schema))
                {
                    Check(new GetProperties(["AAA1", "AAA2"], shape), context);
                }

                Check(new ExpandDL("AAA1"), context);
                Check(new ExpandDL(null, "team@example.org"), context);
                Check(new GetUserConfiguration("OWA.UserOptions", EwsFolderId.Distinguished("root")), context);
                Check(new GetUserOofSettings("a&b@example.org"), context);
                Check(new GetDelegate("a&b@example.org"), context);
                Check(new GetInboxRules("a&b@example.org"), context);
            }
        }

        Assert.Equal(6 * 3 * 39, checkedRequests);

        void Check<T>(EwsOperation<T> operation, EwsContext context)
        {
            var envelope = EnvelopeWriter.Write(context, operation.Write, operation.ManagementRole);
            var violations = Violations(envelope);
            Assert.True(violations.Count == 0, $"{operation.Name}: {string.Join("; ", violations)}");
            checkedRequests++;
        }
    }

    [SharedFact(Folder)]
    public void A_wrong_request_would_be_noticed()
    {
        var envelope = EnvelopeWriter.Write(new EwsContext(EwsSchema.Exchange2010, null, MailboxAccess.FullAccess), writer => writer.Message("GetItem").Message("ItemIds").End().End());

        Assert.NotEmpty(Violations(envelope));
    }

    private static PropertyShape[] Shapes(EwsSchema schema) =>
    [
        AppointmentFields.For(schema), AppointmentFields.Core(schema), ContactFields.Shape, ContactFields.Core, ListReading.Shape(schema), ListReading.Core, TaskFields.For(schema),
        TaskFields.Core, NoteReading.Shape, NoteReading.Core, JournalReading.Shape, FeedEntries.Shape,
    ];

    private static List<string> Violations(ArraySegment<byte> envelope)
    {
        var root = XDocument.Parse(Encoding.UTF8.GetString(envelope)).Root!;
        XNamespace soap = EwsNames.Soap;
        List<string> violations = [];
        foreach (var part in root.Element(soap + "Header")!.Elements().Concat(root.Element(soap + "Body")!.Elements()))
        {
            new XDocument(part).Validate(Schemas.Value, (_, e) => violations.Add(e.Message));
        }

        return violations;
    }

    private static XmlSchemaSet Load()
    {
        var set = new XmlSchemaSet { XmlResolver = null };
        foreach (var name in new[] { "Types.xsd", "Messages.xsd" })
        {
            using var reader = XmlReader.Create(Path.Combine(TestPaths.Shared(Folder), name));
            var document = XDocument.Load(reader);
            XNamespace xs = "http://www.w3.org/2001/XMLSchema";

            // xml:lang is declared in a schema that is not there, and the import by a relative path is resolved by loading both.
            document.Descendants(xs + "attribute").Where(a => (string?)a.Attribute("ref") == "xml:lang").Remove();
            document.Descendants(xs + "import").Attributes("schemaLocation").Remove();
            document.Descendants(xs + "import").Where(i => ((string)i.Attribute("namespace")!).EndsWith("/XML/1998/namespace", StringComparison.Ordinal)).Remove();
            using var cleaned = document.CreateReader();
            set.Add(XmlSchema.Read(cleaned, null)!);
        }

        set.Compile();
        return set;
    }
}
