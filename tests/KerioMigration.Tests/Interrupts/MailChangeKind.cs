namespace KerioMigration.Tests.Interrupts;

internal enum MailChangeKind
{
    Delete,
    Edit,
    Flag,
    Move,
}
