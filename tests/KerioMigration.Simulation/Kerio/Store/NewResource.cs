namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>An item on its way into a folder that holds no mail.</summary>
/// <param name="ContentType">What the text is, e.g. <c>text/calendar</c> or <c>text/vcard</c>.</param>
/// <param name="Uid">The identifier inside the text; empty where the kind has none.</param>
/// <param name="Name">What the client calls it; null for an item that did not come by DAV.</param>
public sealed record NewResource(string ContentType, string Text, string Uid, string? Name = null);
