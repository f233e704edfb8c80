using System.Collections.Generic;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>One attachment with its content, which the caller disposes.</summary>
internal sealed class GetAttachment(EwsAttachment attachment) : EwsOperation<IReadOnlyList<EwsResponse<EwsAttachment>>>
{
    public override string Name => "GetAttachment";

    public override string StreamedElement => attachment.Kind == AttachmentKind.Item ? "MimeContent" : "Content";

    public override bool IsMostlyContent => true;

    public override void Write(EnvelopeWriter writer)
    {
        writer.Message(Name);
        if (attachment.Kind == AttachmentKind.Item)
        {
            writer.Message("AttachmentShape").TypeText("IncludeMimeContent", "true").End();
        }

        writer.Message("AttachmentIds").Type("AttachmentId").Attribute("Id", attachment.Id).End().End().End();
    }

    public override IReadOnlyList<EwsResponse<EwsAttachment>> Read(ElementReader reader, AnswerFilter streamed) =>
        ResponseReader.ReadMessages<EwsAttachment>(reader, (r, soFar) => ReadPayload(r, soFar, streamed));

    private static EwsAttachment? ReadPayload(ElementReader reader, EwsAttachment? soFar, AnswerFilter streamed)
    {
        if (reader.Name != "Attachments")
        {
            return soFar;
        }

        for (var attachments = reader.Depth; reader.NextChild(attachments);)
        {
            soFar ??= AttachmentReader.Read(reader, streamed);
        }

        return soFar;
    }
}
