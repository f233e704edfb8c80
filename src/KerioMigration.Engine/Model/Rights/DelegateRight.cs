namespace KerioMigration.Engine.Model.Rights;

/// <summary>Somebody who acts for a mailbox's owner at the source. What they may do in folders stands in those folders' rights, too.</summary>
/// <param name="Address">SMTP; empty when the source does not tell it.</param>
/// <param name="Calendar">None, Reviewer, Author, Editor or Custom.</param>
/// <param name="Inbox">As <paramref name="Calendar"/>.</param>
public sealed record DelegateRight(
    string Address, string DisplayName, string Calendar, string Inbox, bool SeesPrivateItems = false, bool ReceivesMeetings = false)
{
    /// <summary>The level of who changes everything in a folder.</summary>
    public const string Editor = "Editor";

    public override string ToString() => Address.Length == 0 ? DisplayName : Address;
}
