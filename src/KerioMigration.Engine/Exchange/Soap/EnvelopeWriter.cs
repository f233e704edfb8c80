using System;
using System.IO;
using System.Text;
using System.Xml;

namespace KerioMigration.Engine.Exchange.Soap;

/// <summary>Writes one request. Exchange checks it against its schema: the order of elements is the operations' business.</summary>
internal sealed class EnvelopeWriter : IDisposable
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CheckCharacters = false };

    private readonly MemoryStream memory = new(2048);
    private readonly XmlWriter xml;

    private EnvelopeWriter(EwsContext context)
    {
        Context = context;
        xml = XmlWriter.Create(memory, Settings);
    }

    public EwsContext Context { get; }

    public static ArraySegment<byte> Write(EwsContext context, Action<EnvelopeWriter> body, string? managementRole = null)
    {
        using var writer = new EnvelopeWriter(context);
        writer.Begin(managementRole);
        body(writer);
        writer.xml.WriteEndDocument();
        writer.xml.Flush();
        return new ArraySegment<byte>(writer.memory.GetBuffer(), 0, (int)writer.memory.Length);
    }

    /// <summary>Opens an element of the messages namespace.</summary>
    public EnvelopeWriter Message(string name)
    {
        xml.WriteStartElement("m", name, EwsNames.Messages);
        return this;
    }

    /// <summary>Opens an element of the types namespace.</summary>
    public EnvelopeWriter Type(string name)
    {
        xml.WriteStartElement("t", name, EwsNames.Types);
        return this;
    }

    public EnvelopeWriter Attribute(string name, string value)
    {
        xml.WriteAttributeString(name, value);
        return this;
    }

    public EnvelopeWriter End()
    {
        xml.WriteEndElement();
        return this;
    }

    public EnvelopeWriter MessageText(string name, string text)
    {
        xml.WriteElementString("m", name, EwsNames.Messages, text);
        return this;
    }

    public EnvelopeWriter TypeText(string name, string text)
    {
        xml.WriteElementString("t", name, EwsNames.Types, text);
        return this;
    }

    public void Dispose()
    {
        xml.Dispose();
        memory.Dispose();
    }

    private void Begin(string? managementRole)
    {
        xml.WriteStartDocument();
        xml.WriteStartElement("soap", "Envelope", EwsNames.Soap);
        xml.WriteAttributeString("xmlns", "m", null, EwsNames.Messages);
        xml.WriteAttributeString("xmlns", "t", null, EwsNames.Types);
        xml.WriteStartElement("soap", "Header", EwsNames.Soap);
        Type("RequestServerVersion").Attribute("Version", Context.Schema.ToString()).End();
        if (Context.Impersonated is { } mailbox)
        {
            Type("ExchangeImpersonation").Type("ConnectingSID").TypeText("PrimarySmtpAddress", mailbox).End().End();
        }

        if (managementRole is not null)
        {
            Type("ManagementRole").Type("UserRoles").TypeText("Role", managementRole).End().End();
        }

        xml.WriteEndElement();
        xml.WriteStartElement("soap", "Body", EwsNames.Soap);
    }
}
