namespace KerioMigration.Engine.Model;

/// <summary>What an item's flags shall be.</summary>
/// <param name="Flags">Set afterwards; all others of <see cref="MessageFlags"/> are cleared, flags beyond them stay as they are.</param>
public sealed record FlagChange(string DestinationId, MessageFlags Flags);
