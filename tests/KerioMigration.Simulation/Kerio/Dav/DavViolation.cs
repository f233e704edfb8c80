namespace KerioMigration.Simulation.Kerio.Dav;

/// <summary>Something that a client must not do, although the server lets it pass.</summary>
public sealed record DavViolation(string User, string Href, string Text);
