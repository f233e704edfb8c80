namespace KerioMigration.Engine.Model;

/// <summary>Something of a mailbox, beside its items, that a run set at the destination or was about to set.</summary>
/// <param name="Place">The folder, as the destination calls it; empty where there is none.</param>
/// <param name="Name">Whose right, or which rule, as the destination calls it; empty where there is but one.</param>
/// <param name="Before">What stood there before any run; empty: nothing.</param>
/// <param name="After">What was set: tells it from anything else, without a text of the owner's.</param>
public sealed record PartEntry(MailboxPart Part, string Place, string Name, string Before, string After)
{
    /// <summary>Both are about the same thing at the destination.</summary>
    public bool IsOfSame(PartEntry other) => (Part, Place, Name) == (other.Part, other.Place, other.Name);
}
