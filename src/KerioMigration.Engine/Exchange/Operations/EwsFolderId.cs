using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>A folder by its id, or by the name that the schema gives to a default folder.</summary>
internal readonly record struct EwsFolderId(string Value, bool IsDistinguished)
{
    public static EwsFolderId Distinguished(string name) => new(name, true);

    public static EwsFolderId Of(string id) => new(id, false);

    public void Write(EnvelopeWriter writer)
    {
        writer.Type(IsDistinguished ? "DistinguishedFolderId" : "FolderId").Attribute("Id", Value);
        if (IsDistinguished && writer.Context.Addressed is { } mailbox)
        {
            writer.Type("Mailbox").TypeText("EmailAddress", mailbox).End();
        }

        writer.End();
    }
}
