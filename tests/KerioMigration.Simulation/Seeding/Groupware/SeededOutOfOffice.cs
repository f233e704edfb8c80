using System;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <param name="State">Disabled, Enabled or Scheduled.</param>
/// <param name="Audience">None, Known or All.</param>
public sealed record SeededOutOfOffice(
    string State = "Disabled", string Audience = "None", DateTimeOffset? Start = null, DateTimeOffset? End = null, string Internal = "", string External = "");
