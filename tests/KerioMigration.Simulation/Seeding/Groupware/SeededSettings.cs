using System;
using System.Collections.Generic;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>What a mailbox knows beside its folders.</summary>
public sealed class SeededSettings
{
    public SeededOutOfOffice OutOfOffice { get; set; } = new();

    public IReadOnlyList<SeededDelegate> Delegates { get; set; } = [];

    /// <summary>In their order.</summary>
    public IReadOnlyList<SeededRule> Rules { get; set; } = [];

    public IReadOnlyList<SeededConfiguration> Configurations { get; set; } = [];

    /// <summary>The picture in the directory; empty: none.</summary>
    public ReadOnlyMemory<byte> Photo { get; set; }
}
