namespace KerioMigration.Engine.Exchange;

/// <summary>Schema versions that we ask in. Everything later than 2013 SP1 understands that one, and nothing that we need is newer.</summary>
internal enum EwsSchema
{
    Exchange2007_SP1,
    Exchange2010,
    Exchange2010_SP1,
    Exchange2010_SP2,
    Exchange2013,
    Exchange2013_SP1,
}
