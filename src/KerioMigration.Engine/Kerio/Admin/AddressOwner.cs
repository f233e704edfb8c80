namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>Who gets the mail of an address.</summary>
/// <param name="Kind">As the API names it: <c>EntityUser</c>, <c>EntityGroup</c>, <c>EntityAlias</c> …</param>
/// <param name="Name">Without the domain.</param>
internal sealed record AddressOwner(string Kind, string Name)
{
    public bool IsUser => Kind == "EntityUser";

    public bool IsGroup => Kind == "EntityGroup";

    public override string ToString() => Kind switch
    {
        "EntityUser" => "the account ",
        "EntityGroup" => "the group ",
        "EntityAlias" => "the alias ",
        "EntityMailingList" => "the mailing list ",
        "EntityResource" => "the resource ",
        _ => "",
    } + Name;
}
