namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>Whether a change was sent whose answer never came.</summary>
internal sealed class DavDoubt
{
    public bool MayHaveActed { get; set; }
}
