namespace KerioMigration.Engine.Conversion.ContentLines;

/// <summary>PRODID (RFC 5545 3.7.3, RFC 2426 3.6.3): the same in every version, so that the same item is written the same way.</summary>
internal static class ProductIdentifier
{
    public const string Value = "-//KerioMigration//Exchange to Kerio Connect//EN";
}
