using System.Collections.Generic;

namespace KerioMigration.Simulation.Kerio.Dav.Scheduling;

/// <summary>One message that the server would have sent because of what a client stored or deleted (RFC 6638, 3.2).</summary>
/// <param name="User">Whose calendar it was.</param>
/// <param name="Method">REQUEST, CANCEL or REPLY.</param>
/// <param name="Recipients">Mail addresses.</param>
public sealed record Invitation(string User, string Method, string Uid, string Href, IReadOnlyList<string> Recipients);
