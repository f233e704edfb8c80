using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using KerioMigration.Tests.Support;

namespace KerioMigration.Tests.Simulation.Exchange;

/// <summary>Microsoft's schema of EWS, where the shared folder holds it.</summary>
internal static class EwsSchema
{
    public const string Folder = "schema/ews";

    private static readonly Lazy<XmlSchemaSet> Set = new(Load);

    /// <summary>What is wrong with an element (an operation, a response, a header), one line each.</summary>
    public static IReadOnlyList<string> Violations(XElement element)
    {
        var violations = new List<string>();
        var copy = new XDocument(element);
        copy.Validate(Set.Value, (_, e) => violations.Add(e.Message));
        return violations;
    }

    /// <summary>All parts of an envelope that the schema knows: the headers of EWS and the one element in the body.</summary>
    public static IReadOnlyList<string> ViolationsOfEnvelope(ReadOnlyMemory<byte> envelope)
    {
        using var reader = XmlReader.Create(new MemoryStream(envelope.ToArray()), new XmlReaderSettings { CheckCharacters = false });
        var root = XDocument.Load(reader).Root!;
        var parts = root.Element(RawEws.S + "Header")?.Elements().Where(h => h.Name.Namespace == RawEws.T) ?? [];
        return parts.Concat(root.Element(RawEws.S + "Body")!.Elements()).SelectMany(Violations).ToList();
    }

    private static XmlSchemaSet Load()
    {
        var set = new XmlSchemaSet { XmlResolver = null };
        foreach (var file in new[] { "Types.xsd", "Messages.xsd" })
        {
            // xml:lang is declared in a schema that is not at hand; nothing here uses it.
            var text = File.ReadAllText(TestPaths.Shared(Path.Combine(Folder, file)))
                .Replace("<xs:attribute ref=\"xml:lang\" use=\"optional\" />", string.Empty, StringComparison.Ordinal)
                .Replace("<xs:import namespace=\"http://www.w3.org/XML/1998/namespace\"/>", string.Empty, StringComparison.Ordinal);
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { XmlResolver = null });
            set.Add(XmlSchema.Read(reader, null)!);
        }

        set.Compile();
        return set;
    }
}
