namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>What an event holds of its zones: programs other than Outlook leave most of it out.</summary>
public enum SeededZoneForm
{
    /// <summary>As properties, and so in the elements that the server makes of them.</summary>
    Full,

    /// <summary>As properties of Outlook 2007 and later alone.</summary>
    Definitions,

    /// <summary>As the older property alone, which only a series has.</summary>
    Struct,

    None,
}
