using System.Collections.Generic;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>
/// The members of a group of the directory, or of a personal list for versions that do not tell them as its property; not those of groups
/// and lists within.
/// </summary>
/// <param name="id">The list's; of a group null.</param>
/// <param name="address">The group's.</param>
internal sealed class ExpandDL(string? id, string? address = null) : EwsOperation<IReadOnlyList<EwsResponse<Element>>>
{
    public override string Name => "ExpandDL";

    public override void Write(EnvelopeWriter writer)
    {
        var mailbox = writer.Message(Name).Message("Mailbox");
        (id is null ? mailbox.TypeText("EmailAddress", address!) : mailbox.Type("ItemId").Attribute("Id", id).End()).End().End();
    }

    public override IReadOnlyList<EwsResponse<Element>> Read(ElementReader reader, AnswerFilter streamed) =>
        ResponseReader.ReadMessages<Element>(reader, (r, soFar) => r.Name == "DLExpansion" ? r.Element() : soFar);
}
