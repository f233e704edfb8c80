using System.Globalization;
using KerioMigration.Simulation.Exchange.Wire;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>The frame of most answers: XResponse, ResponseMessages, and one XResponseMessage per id asked for.</summary>
internal static class Responses
{
    public static void Open(AnswerWriter answer, string operation)
    {
        OpenBare(answer, operation);
        answer.Raw("><m:ResponseMessages>"u8);
    }

    /// <summary>For the answers without ResponseMessages: the class stands on the response itself, and is still to be written.</summary>
    public static void OpenBare(AnswerWriter answer, string operation)
    {
        answer.Raw("<m:"u8);
        answer.Ascii(operation);
        answer.Raw("Response xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\" "u8);
        answer.Raw("xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\""u8);
    }

    public static void Close(AnswerWriter answer, string operation)
    {
        answer.Raw("</m:ResponseMessages>"u8);
        CloseBare(answer, operation);
    }

    public static void CloseBare(AnswerWriter answer, string operation)
    {
        answer.Raw("</m:"u8);
        answer.Ascii(operation);
        answer.Raw("Response>"u8);
    }

    public static void OpenMessage(AnswerWriter answer, string operation)
    {
        answer.Raw("<m:"u8);
        answer.Ascii(operation);
        answer.Raw("ResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>"u8);
    }

    public static void CloseMessage(AnswerWriter answer, string operation)
    {
        answer.Raw("</m:"u8);
        answer.Ascii(operation);
        answer.Raw("ResponseMessage>"u8);
    }

    /// <param name="container">The empty container that follows an error (<c>m:Items</c>), or null.</param>
    public static void Error(AnswerWriter answer, string operation, string code, CultureInfo culture, string? container, ErrorExtras? extras = null)
    {
        answer.Raw("<m:"u8);
        answer.Ascii(operation);
        answer.Raw("ResponseMessage"u8);
        ErrorContent(answer, code, culture, extras);
        if (container is not null)
        {
            answer.Raw("<"u8);
            answer.Ascii(container);
            answer.Raw("/>"u8);
        }

        CloseMessage(answer, operation);
    }

    /// <summary>ResponseClass attribute, end of the tag, text, code, link and MessageXml.</summary>
    public static void ErrorContent(AnswerWriter answer, string code, CultureInfo culture, ErrorExtras? extras = null)
    {
        // Stopped batches are warnings: those ids were never looked at.
        var isWarning = code is "ErrorBatchProcessingStopped" or "ErrorNameResolutionMultipleResults";
        answer.Raw(isWarning ? " ResponseClass=\"Warning\"><m:MessageText>"u8 : " ResponseClass=\"Error\"><m:MessageText>"u8);
        answer.Text(MessageTexts.Of(code, culture));
        answer.Raw("</m:MessageText><m:ResponseCode>"u8);
        answer.Ascii(code);
        answer.Raw("</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>"u8);
        if (extras is null)
        {
            return;
        }

        answer.Raw("<m:MessageXml>"u8);
        foreach (var (name, value) in extras.Values)
        {
            answer.Raw("<t:Value Name=\""u8);
            answer.Text(name);
            answer.Raw("\">"u8);
            answer.Text(value);
            answer.Raw("</t:Value>"u8);
        }

        answer.Ascii(extras.PathXml);
        answer.Raw("</m:MessageXml>"u8);
    }
}
