using System;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <param name="Response">Unknown, Organizer, Tentative, Accept, Decline or NoResponseReceived.</param>
public sealed record SeededAttendee(SeededAddress Address, string Response = "Unknown", DateTimeOffset? LastResponse = null);
