namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>Somebody who acts for an account's owner.</summary>
/// <param name="UserId">As <see cref="KerioUser.Id"/>.</param>
/// <param name="IsInboxWritable">The inbox is open to that user, too.</param>
public sealed record KerioDelegate(string UserId, bool IsInboxWritable);
