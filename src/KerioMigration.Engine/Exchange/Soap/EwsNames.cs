namespace KerioMigration.Engine.Exchange.Soap;

/// <summary>Namespaces of EWS. They begin with http, whatever samples in the documentation show.</summary>
internal static class EwsNames
{
    public const string Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string Messages = "http://schemas.microsoft.com/exchange/services/2006/messages";
    public const string Types = "http://schemas.microsoft.com/exchange/services/2006/types";
}
