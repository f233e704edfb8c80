namespace KerioMigration.Simulation.Kerio;

/// <summary>
/// One administration call (<c>Users.create</c>) or one IMAP command (<c>APPEND</c>) as it came in, secrets replaced by ***.
/// </summary>
/// <param name="Protocol"><c>admin</c> or <c>imap</c>.</param>
/// <param name="Connection">Counts the TCP connections (IMAP) from 1; 0 for the administration interface.</param>
/// <param name="User">Who was signed in; empty before that.</param>
/// <param name="Detail">JSON parameters, or the first line of the command after its name.</param>
public sealed record RecordedCall(string Protocol, int Connection, string User, string Name, string Detail);
