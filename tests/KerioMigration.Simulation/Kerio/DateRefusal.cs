namespace KerioMigration.Simulation.Kerio;

/// <summary>Which APPEND dates are refused with "Malformed date parameter", as some versions did with valid ones.</summary>
public enum DateRefusal
{
    /// <summary>Only what RFC 3501 does not allow either.</summary>
    Invalid,

    /// <summary>Everything but two-digit days: <c>DD-Mon-YYYY HH:MM:SS +ZZZZ</c>.</summary>
    NotStrict,

    /// <summary>Every date.</summary>
    Always,
}
