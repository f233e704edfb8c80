using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Ledger.Leases;

internal static class LeaseErrors
{
    public static MigrationException InUse(string address, LeaseEntry lease) => Create(
        $"The mailbox {address} is being migrated by {lease.Owner.Describe(lease.Acquired)}. "
        + "Wait until that run ends, or stop it; then start this mailbox again.");

    public static MigrationException Lost(string address) => Create(
        $"The mailbox {address} was taken over by another run, because this one gave no sign of life for too long. "
        + "What this run confirmed is kept; the other run goes on from there.");

    private static MigrationException Create(string message) =>
        new(new Failure(FailureScope.Mailbox, FailureRemedy.None, Reason.MailboxInUse, message));
}
