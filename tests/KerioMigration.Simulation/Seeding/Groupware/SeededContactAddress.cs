namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>One of the three e-mail addresses of a contact.</summary>
/// <param name="Original">PidLidEmail1OriginalDisplayName: often the SMTP address where <paramref name="RoutingType"/> is EX.</param>
public sealed record SeededContactAddress(string Address, string? DisplayName = null, string RoutingType = "SMTP", string? Original = null);
