namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>Accounts in use and allowed; disabled ones do not count.</summary>
/// <param name="Allowed">Null: no limit.</param>
internal sealed record Seats(long Used, long? Allowed)
{
    public bool AreTaken => Used >= Allowed;
}
