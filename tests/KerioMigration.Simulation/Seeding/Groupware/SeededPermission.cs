namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>What somebody may do in a folder.</summary>
/// <param name="Level">None … Owner, FreeBusyTimeOnly and FreeBusyTimeAndSubjectAndLocation for calendars, or Custom.</param>
/// <param name="User">Null for everybody (<paramref name="Distinguished"/>).</param>
/// <param name="Distinguished">Default or Anonymous.</param>
/// <param name="Rights">Null: those of the level.</param>
public sealed record SeededPermission(string Level, SeededAddress? User = null, string? Distinguished = null, SeededRights? Rights = null)
{
    public SeededRights Effective => Rights ?? SeededRights.Of(Level);
}
