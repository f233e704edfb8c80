using System;
using System.Collections.Generic;
using System.Xml;

namespace KerioMigration.Engine.Exchange.Soap;

/// <summary>Reads the envelope around an operation's answer.</summary>
internal sealed class SoapAnswer
{
    /// <summary>Null in faults of 2010 and later, which have no header.</summary>
    public ServerVersion? Version { get; private set; }

    public EwsError? Fault { get; private set; }

    /// <summary>False: no envelope with a body or a fault was there.</summary>
    public bool IsComplete { get; private set; }

    /// <param name="readBody">Called once, positioned on the operation's response element.</param>
    /// <exception cref="XmlException">This is no XML.</exception>
    public static SoapAnswer Read(ReadOnlySpan<byte> skeleton, Action<ElementReader> readBody)
    {
        var answer = new SoapAnswer();
        using var xml = SkeletonReader.Open(skeleton, out var buffer);
        using (buffer)
        {
            var reader = new ElementReader(xml);
            if (reader.MoveToRoot() && reader.Name == "Envelope")
            {
                answer.ReadEnvelope(reader, readBody);
            }
        }

        return answer;
    }

    private void ReadEnvelope(ElementReader reader, Action<ElementReader> readBody)
    {
        for (var envelope = reader.Depth; reader.NextChild(envelope);)
        {
            if (reader.Name == "Header")
            {
                ReadHeader(reader);
            }
            else if (reader.Name == "Body")
            {
                ReadBody(reader, readBody);
            }
        }
    }

    private void ReadHeader(ElementReader reader)
    {
        for (var header = reader.Depth; reader.NextChild(header);)
        {
            if (reader.Name == "ServerVersionInfo")
            {
                Version = new ServerVersion(Part("MajorVersion"), Part("MinorVersion"), Part("MajorBuildNumber"), Part("MinorBuildNumber"));
            }
        }

        int Part(string name) => (int)ElementReader.ParseNumber(reader.Attribute(name));
    }

    private void ReadBody(ElementReader reader, Action<ElementReader> readBody)
    {
        for (var body = reader.Depth; reader.NextChild(body);)
        {
            if (reader.Name == "Fault")
            {
                Fault = ReadFault(reader);
                IsComplete = true;
            }
            else if (!IsComplete)
            {
                readBody(reader);
                IsComplete = true;
            }
        }
    }

    // 2007 puts the code into the detail, later versions also into the faultcode; a second server sends faults without any detail.
    private static EwsError ReadFault(ElementReader reader)
    {
        string faultCode = "", text = "", code = "";
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        for (var fault = reader.Depth; reader.NextChild(fault);)
        {
            switch (reader.Name)
            {
                case "faultcode":
                    faultCode = reader.Text().Trim();
                    break;
                case "faultstring":
                    text = reader.Text();
                    break;
                case "detail":
                    code = ReadDetail(reader, values);
                    break;
            }
        }

        var local = faultCode.Substring(faultCode.IndexOf(':') + 1);
        return new EwsError(code.Length > 0 ? code : local, text, values) { IsFault = true };
    }

    private static string ReadDetail(ElementReader reader, Dictionary<string, string> values)
    {
        var code = "";
        for (var detail = reader.Depth; reader.NextChild(detail);)
        {
            switch (reader.Name)
            {
                case "ResponseCode":
                    code = reader.Text().Trim();
                    break;
                case "MessageXml":
                    MessageXml.Read(reader, values);
                    break;
                case "Line" or "Position":
                    values[reader.Name] = reader.Text();
                    break;
            }
        }

        return code;
    }
}
