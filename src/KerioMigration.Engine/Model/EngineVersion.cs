namespace KerioMigration.Engine.Model;

/// <summary>The version that the module's manifest gives, as servers and ledgers are told it.</summary>
internal static class EngineVersion
{
    public static string Text { get; } = typeof(EngineVersion).Assembly.GetName().Version!.ToString(3);
}
