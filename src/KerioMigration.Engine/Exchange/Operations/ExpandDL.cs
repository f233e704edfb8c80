using System.Collections.Generic;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>The members of a personal list, for versions that do not tell them as its property; not those of lists within.</summary>
internal sealed class ExpandDL(string id) : EwsOperation<IReadOnlyList<EwsResponse<Element>>>
{
    public override string Name => "ExpandDL";

    public override void Write(EnvelopeWriter writer) =>
        writer.Message(Name).Message("Mailbox").Type("ItemId").Attribute("Id", id).End().End().End();

    public override IReadOnlyList<EwsResponse<Element>> Read(ElementReader reader, AnswerFilter streamed) =>
        ResponseReader.ReadMessages<Element>(reader, (r, soFar) => r.Name == "DLExpansion" ? r.Element() : soFar);
}
