using System;

namespace KerioMigration.Simulation.Exchange;

/// <summary>A token that the server accepts until it expires. <paramref name="UserName"/> is the service account or a user's address.</summary>
public sealed record BearerToken(string Token, string UserName, DateTimeOffset ExpiresAt);
