namespace KerioMigration.Engine.Model.Rights;

/// <summary>One entry of a folder's rights at the source.</summary>
/// <param name="Level">The source's name for it; says nothing that <paramref name="Abilities"/> does not.</param>
/// <param name="Address">SMTP; empty when the source does not tell it.</param>
public sealed record FolderRight(Grantee Grantee, string Level, FolderAbilities Abilities, string Address = "", string DisplayName = "")
{
    public override string ToString() => Grantee switch
    {
        Grantee.Default => $"everybody ({Level})",
        Grantee.Anonymous => $"everybody who is not signed in ({Level})",
        _ when Address.Length == 0 => $"{DisplayName} ({Level})",
        _ => $"{Address} ({Level})",
    };
}
