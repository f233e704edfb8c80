namespace KerioMigration.Engine.Planning;

/// <summary>Whom a mail address reaches at the destination.</summary>
/// <param name="Address">In full.</param>
/// <param name="Owner">With <see cref="AddressState.Taken"/>: who has it, in words.</param>
public sealed record AddressFinding(string Address, AddressState State, string Owner = "");

public enum AddressState
{
    /// <summary>Nobody; it can be added.</summary>
    Free,

    /// <summary>The account in question.</summary>
    Own,

    /// <summary>Somebody else.</summary>
    Taken,

    /// <summary>Its domain is not the destination's.</summary>
    Foreign,
}
