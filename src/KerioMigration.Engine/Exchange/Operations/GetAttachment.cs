using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>Attachments with their contents, which the caller disposes; one response per id, in order.</summary>
/// <param name="attachments">All of one kind.</param>
internal sealed class GetAttachment(IReadOnlyList<EwsAttachment> attachments) : EwsOperation<IReadOnlyList<EwsResponse<EwsAttachment>>>
{
    public GetAttachment(EwsAttachment attachment)
        : this([attachment])
    {
    }

    public override string Name => "GetAttachment";

    public override string StreamedElement => AreItems ? "MimeContent" : "Content";

    public override bool IsMostlyContent => true;

    private bool AreItems => attachments.Any(a => a.Kind == AttachmentKind.Item);

    public override void Write(EnvelopeWriter writer)
    {
        writer.Message(Name);
        if (AreItems)
        {
            writer.Message("AttachmentShape").TypeText("IncludeMimeContent", "true").End();
        }

        writer.Message("AttachmentIds");
        foreach (var attachment in attachments)
        {
            writer.Type("AttachmentId").Attribute("Id", attachment.Id).End();
        }

        writer.End().End();
    }

    public override IReadOnlyList<EwsResponse<EwsAttachment>> Read(ElementReader reader, AnswerFilter streamed)
    {
        List<EwsAttachment> read = [];
        try
        {
            return ResponseReader.ReadMessages<EwsAttachment>(reader, (r, soFar) => ReadPayload(r, soFar, read, streamed));
        }
        catch
        {
            read.ForEach(a => a.Content?.Dispose());
            throw;
        }
    }

    private static EwsAttachment? ReadPayload(ElementReader reader, EwsAttachment? soFar, List<EwsAttachment> read, AnswerFilter streamed)
    {
        if (reader.Name != "Attachments")
        {
            return soFar;
        }

        for (var list = reader.Depth; reader.NextChild(list);)
        {
            if (soFar is null && AttachmentReader.Read(reader, streamed) is { } attachment)
            {
                soFar = attachment;
                read.Add(attachment);
            }
        }

        return soFar;
    }
}
