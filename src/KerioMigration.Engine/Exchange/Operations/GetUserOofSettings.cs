using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model.Settings;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>The out of office; for the owner of the mailbox alone, whom impersonation stands for and Full Access does not.</summary>
internal sealed class GetUserOofSettings(string mailbox) : EwsOperation<EwsResponse<OutOfOffice>>
{
    public override string Name => "GetUserOofSettings";

    public override void Write(EnvelopeWriter writer) =>
        writer.Message("GetUserOofSettingsRequest").Type("Mailbox").TypeText("Address", mailbox).End().End();

    // One response message, beside what it is about.
    public override EwsResponse<OutOfOffice> Read(ElementReader reader, AnswerFilter streamed)
    {
        var message = new EwsResponse<OutOfOffice>(null, EwsError.NoResponse);
        OutOfOffice? settings = null;
        for (var response = reader.Depth; reader.NextChild(response);)
        {
            switch (reader.Name)
            {
                case "ResponseMessage":
                    message = ResponseReader.ReadMessage<OutOfOffice>(reader, (_, soFar) => soFar);
                    break;
                case "OofSettings":
                    settings = ReadSettings(reader.Element());
                    break;
            }
        }

        return message.Error is null && settings is null ? new EwsResponse<OutOfOffice>(null, EwsError.NoResponse) : message with { Payload = settings };
    }

    private static OutOfOffice ReadSettings(Element settings) => new()
    {
        State = settings.Choice("OofState", OutOfOfficeState.Disabled),
        Audience = settings.Choice("ExternalAudience", ExternalAudience.None),
        Start = settings.Child("Duration")?.Time("StartTime"),
        End = settings.Child("Duration")?.Time("EndTime"),
        InternalText = settings.Child("InternalReply")?.Value("Message") ?? "",
        ExternalText = settings.Child("ExternalReply")?.Value("Message") ?? "",
    };
}
