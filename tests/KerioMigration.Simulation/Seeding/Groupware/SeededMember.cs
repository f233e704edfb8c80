namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>A member of a distribution list.</summary>
/// <param name="MailboxType">OneOff, Contact, PrivateDL, PublicDL or Mailbox.</param>
/// <param name="Item">The contact or list in the same mailbox that the member stands for.</param>
/// <param name="Status">Unrecognized, Normal or Demoted.</param>
public sealed record SeededMember(SeededAddress? Address, string MailboxType = "OneOff", SeededItem? Item = null, string Status = "Normal");
