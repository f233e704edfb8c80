namespace KerioMigration.Engine.Model;

/// <summary>How near a carried item is to what stands at the source. Stored by number: members keep theirs.</summary>
public enum ItemFidelity
{
    /// <summary>The bytes that the source gave.</summary>
    Exact = 0,

    /// <summary>Built anew from properties and attachments, because the source could not give its bytes.</summary>
    Rebuilt = 1,

    /// <summary>A note in its place that says what is missing.</summary>
    Stub = 2,
}
