using System.Xml.Linq;

namespace KerioMigration.Simulation.Exchange.Wire;

/// <summary>The namespaces of EWS. Microsoft's pages show them with https; servers know only these.</summary>
internal static class Ns
{
    public static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    public static readonly XNamespace Messages = "http://schemas.microsoft.com/exchange/services/2006/messages";
    public static readonly XNamespace Types = "http://schemas.microsoft.com/exchange/services/2006/types";

    /// <summary><c>m:GetItem</c>, <c>t:ItemId</c>.</summary>
    public static XName Name(string prefixed) => prefixed[0] switch
    {
        'm' => Messages + prefixed[2..],
        _ => Types + prefixed[2..],
    };
}
