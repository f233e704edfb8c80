using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model.Rights;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>Those who act for the owner. The class stands on the response itself, and messages of a kind of their own are below it.</summary>
internal sealed class GetDelegate(string mailbox) : EwsOperation<EwsResponse<List<DelegateRight>>>
{
    private const string NoDelegates = "ErrorDelegateNoUser";

    public override string Name => "GetDelegate";

    public override void Write(EnvelopeWriter writer) =>
        writer.Message(Name).Attribute("IncludePermissions", "true").Message("Mailbox").TypeText("EmailAddress", mailbox).End().End();

    public override EwsResponse<List<DelegateRight>> Read(ElementReader reader, AnswerFilter streamed)
    {
        var response = ResponseReader.ReadMessage<List<DelegateRight>>(
            reader, (r, soFar) => r.Name == "ResponseMessages" ? [.. r.Element().Children.Select(ReadDelegate).OfType<DelegateRight>()] : soFar);
        return response.Error is null or { Code: NoDelegates } ? new EwsResponse<List<DelegateRight>>(response.Payload ?? [], null) : response;
    }

    /// <summary>Null where the server says an error instead: it knows the user no more.</summary>
    private static DelegateRight? ReadDelegate(Element message)
    {
        if (message.Child("DelegateUser") is not { } user)
        {
            return null;
        }

        var id = user.Child("UserId");
        var levels = user.Child("DelegatePermissions");
        return new DelegateRight(
            id?.Value("PrimarySmtpAddress") ?? "",
            id?.Value("DisplayName") ?? "",
            levels?.Value("CalendarFolderPermissionLevel") ?? "None",
            levels?.Value("InboxFolderPermissionLevel") ?? "None",
            user.Boolean("ViewPrivateItems"),
            user.Boolean("ReceiveCopiesOfMeetingMessages"));
    }
}
