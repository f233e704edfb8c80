using System;
using System.Collections.Generic;

namespace KerioMigration.Engine.Exchange.Soap;

/// <summary>Reads response messages: the frame is the same for all operations, the payload is theirs.</summary>
internal static class ResponseReader
{
    private static readonly Dictionary<string, string> NoValues = [];

    /// <summary>Reads <c>ResponseMessages</c> of the operation's response, one value per message, in request order.</summary>
    /// <param name="payload">Called on each payload element; gives the value so far and gets it back.</param>
    public static List<EwsResponse<T>> ReadMessages<T>(ElementReader reader, Func<ElementReader, T?, T?> payload)
        where T : class
    {
        List<EwsResponse<T>> responses = [];
        for (var response = reader.Depth; reader.NextChild(response);)
        {
            if (reader.Name == "ResponseMessages")
            {
                for (var messages = reader.Depth; reader.NextChild(messages);)
                {
                    responses.Add(ReadMessage(reader, payload));
                }
            }
        }

        return responses;
    }

    /// <summary>Reads one message; the reader stands on the element with the ResponseClass.</summary>
    public static EwsResponse<T> ReadMessage<T>(ElementReader reader, Func<ElementReader, T?, T?> payload)
        where T : class
    {
        var responseClass = reader.Attribute("ResponseClass");
        string text = "", code = "";
        Dictionary<string, string>? values = null;
        T? value = null;
        for (var message = reader.Depth; reader.NextChild(message);)
        {
            switch (reader.Name)
            {
                case "MessageText":
                    text = reader.Text();
                    break;
                case "ResponseCode":
                    code = reader.Text().Trim();
                    break;
                case "DescriptiveLinkKey":
                    break;
                case "MessageXml":
                    MessageXml.Read(reader, values ??= new Dictionary<string, string>(StringComparer.Ordinal));
                    break;
                default:
                    value = payload(reader, value);
                    break;
            }
        }

        var failed = responseClass is "Error" or "Warning" || (code.Length > 0 && code != "NoError");
        // Behind an error stand empty containers, which are no payload.
        var error = failed ? new EwsError(code, text, values ?? NoValues) : null;
        return new EwsResponse<T>(responseClass == "Error" ? null : value, error) { IsWarning = responseClass == "Warning" };
    }
}
