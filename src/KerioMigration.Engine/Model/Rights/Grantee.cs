namespace KerioMigration.Engine.Model.Rights;

/// <summary>Whom an entry of a folder's rights is about.</summary>
public enum Grantee
{
    /// <summary>A user or a group: the source does not tell which.</summary>
    Named,

    /// <summary>Everybody who has no entry of their own.</summary>
    Default,

    /// <summary>Everybody who is not signed in.</summary>
    Anonymous,
}
