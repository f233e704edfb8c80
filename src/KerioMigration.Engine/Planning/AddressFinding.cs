namespace KerioMigration.Engine.Planning;

/// <summary>Whom a mail address reaches at the destination.</summary>
/// <param name="Address">In full.</param>
/// <param name="Owner">With <see cref="AddressState.Taken"/>: who has it, in words. With <see cref="AddressState.OtherTree"/>: the domain of the folder.</param>
public sealed record AddressFinding(string Address, AddressState State, string Owner = "")
{
    /// <summary>Why the address is not brought over, a sentence without its full stop; null when nothing stands in the way.</summary>
    public string? Loss => State switch
    {
        AddressState.Taken => $"{Address}: belongs to {Owner}",
        AddressState.Foreign => $"{Address}: Kerio Connect has no domain {Address.Substring(Address.LastIndexOf('@') + 1)}",
        AddressState.OtherTree => $"{Address}: Kerio Connect keeps public folders per domain, and this one is a folder of {Owner}",
        _ => null,
    };
}

public enum AddressState
{
    /// <summary>Nobody; it can be added.</summary>
    Free,

    /// <summary>The account or folder in question.</summary>
    Own,

    /// <summary>Somebody else.</summary>
    Taken,

    /// <summary>Its domain is not the destination's.</summary>
    Foreign,

    /// <summary>Its domain has public folders of its own, and cannot lead to those of another.</summary>
    OtherTree,
}
