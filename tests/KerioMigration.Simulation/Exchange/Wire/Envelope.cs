using System.Globalization;
using System.Text;

namespace KerioMigration.Simulation.Exchange.Wire;

/// <summary>The parts around an answer: one line, prefix s, version in the header (h), as 2010 and later write them.</summary>
internal static class Envelope
{
    public static byte[] Start(ServerBuild build)
    {
        var version = string.Create(
            CultureInfo.InvariantCulture,
            $"MajorVersion=\"{build.Major}\" MinorVersion=\"{build.Minor}\" MajorBuildNumber=\"{build.MajorBuild}\" MinorBuildNumber=\"{build.MinorBuild}\"");
        return Encoding.UTF8.GetBytes(
            $"<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\"{Ns.Soap}\"><s:Header>" +
            $"<h:ServerVersionInfo {version} Version=\"{build.VersionName}\" xmlns:h=\"{Ns.Types}\" xmlns=\"{Ns.Types}\" " +
            "xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"/></s:Header>" +
            "<s:Body xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">");
    }

    public static void End(AnswerWriter answer) => answer.Raw("</s:Body></s:Envelope>"u8);

    /// <summary>A fault has no header at all, so no version either (2010 and later).</summary>
    public static void Fault(AnswerWriter answer, SoapFaultException fault)
    {
        answer.Raw("<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault>"u8);
        answer.Raw("<faultcode xmlns:a=\"http://schemas.microsoft.com/exchange/services/2006/types\">a:"u8);
        answer.Ascii(fault.Code);
        answer.Raw("</faultcode><faultstring xml:lang=\"en-US\">"u8);
        answer.Text(fault.Message);
        if (fault.IsBare)
        {
            answer.Raw("</faultstring></s:Fault></s:Body></s:Envelope>"u8);
            return;
        }

        answer.Raw("</faultstring><detail><e:ResponseCode xmlns:e=\"http://schemas.microsoft.com/exchange/services/2006/errors\">"u8);
        answer.Ascii(fault.Code);
        answer.Raw("</e:ResponseCode><e:Message xmlns:e=\"http://schemas.microsoft.com/exchange/services/2006/errors\">"u8);
        answer.Text(fault.Message);
        answer.Raw("</e:Message>"u8);
        FaultDetail(answer, fault);
        answer.Raw("</detail></s:Fault></s:Body></s:Envelope>"u8);
    }

    private static void FaultDetail(AnswerWriter answer, SoapFaultException fault)
    {
        if (fault.Violation is null && fault.Values.Count == 0)
        {
            return;
        }

        answer.Raw("<t:MessageXml xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\">"u8);
        if (fault.Violation is var (line, position, violation))
        {
            answer.Raw("<t:LineNumber>"u8);
            answer.Number(line);
            answer.Raw("</t:LineNumber><t:LinePosition>"u8);
            answer.Number(position);
            answer.Raw("</t:LinePosition><t:Violation>"u8);
            answer.Text(violation);
            answer.Raw("</t:Violation>"u8);
        }

        foreach (var (name, value) in fault.Values)
        {
            answer.Raw("<t:Value Name=\""u8);
            answer.Text(name);
            answer.Raw("\">"u8);
            answer.Text(value);
            answer.Raw("</t:Value>"u8);
        }

        answer.Raw("</t:MessageXml>"u8);
    }
}
