namespace KerioMigration.Tests.Interrupts;

/// <summary>The moment at which a process ends.</summary>
internal enum StopKind
{
    /// <summary>A step was about to go into the ledger, and did not.</summary>
    BeforeStep,

    /// <summary>A step is in the ledger, and nobody heard of it.</summary>
    AfterStep,

    /// <summary>A change of the destination was carried out by half (a list of items) or whole (anything else), and nobody heard of it.</summary>
    InChange,
}
