using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange.Schema;

namespace KerioMigration.Simulation.Exchange.Wire;

/// <summary>A SOAP 1.1 envelope taken apart.</summary>
internal sealed class SoapRequest
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, CloseInput = true };

    private readonly XElement? header;

    private SoapRequest(XElement? header, XElement operation)
    {
        this.header = header;
        Operation = operation;
    }

    /// <summary>The first element in the body.</summary>
    public XElement Operation { get; }

    public string OperationName => Operation.Name.LocalName;

    /// <summary>Null when the client names none: then the newest that the server knows holds.</summary>
    public string? RequestServerVersion => (string?)header?.Element(Ns.Types + "RequestServerVersion")?.Attribute("Version");

    /// <summary>The child of ConnectingSID: PrincipalName, SID, PrimarySmtpAddress or SmtpAddress.</summary>
    public XElement? ConnectingSid => header?.Element(Ns.Types + "ExchangeImpersonation")?.Element(Ns.Types + "ConnectingSID")?.Elements().FirstOrDefault();

    public XElement? Impersonation => header?.Element(Ns.Types + "ExchangeImpersonation");

    /// <exception cref="XmlException">The bytes are no XML.</exception>
    /// <exception cref="SoapFaultException">XML, but no envelope with an operation.</exception>
    public static SoapRequest Parse(byte[] body)
    {
        using var reader = XmlReader.Create(new MemoryStream(body), Settings);
        var root = XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
        if (root.Name != Ns.Soap + "Envelope" || root.Element(Ns.Soap + "Body")?.Elements().FirstOrDefault() is not { } operation)
        {
            throw new SoapFaultException("ErrorInvalidRequest", "The request is invalid.");
        }

        return new SoapRequest(root.Element(Ns.Soap + "Header"), operation);
    }

    public SchemaVersion SchemaVersion(ServerBuild build)
    {
        if (RequestServerVersion is not { } name)
        {
            return build.Newest;
        }

        var version = SchemaVersions.Find(name);
        return version is null || version > build.Newest
            ? throw new SoapFaultException("ErrorInvalidServerVersion", "The specified server version is invalid.")
            : version.Value;
    }
}
