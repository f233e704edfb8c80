namespace KerioMigration.Simulation.Kerio;

/// <summary>
/// One call of the administration (<c>Users.create</c>) or the client API, one IMAP command (<c>APPEND</c>) or one request over DAV (<c>PUT</c>) as it came in,
/// secrets replaced by ***.
/// </summary>
/// <param name="Protocol"><c>admin</c>, <c>webmail</c>, <c>imap</c> or <c>dav</c>.</param>
/// <param name="Connection">Counts the TCP connections (IMAP) from 1; 0 for HTTP.</param>
/// <param name="User">Who was signed in; empty before that.</param>
/// <param name="Detail">JSON parameters, the first line of the command after its name, or the path.</param>
public sealed record RecordedCall(string Protocol, int Connection, string User, string Name, string Detail);
