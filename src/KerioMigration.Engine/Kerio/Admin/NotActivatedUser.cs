namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>A user of a directory service who gets an account by being activated.</summary>
/// <param name="Obstacle">Why that cannot be done, in the server's words; may be empty.</param>
internal sealed record NotActivatedUser(string Id, bool CanBeActivated, string Obstacle);
