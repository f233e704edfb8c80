using System;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>What somebody may do in a folder, the least first. Named as the client API does, behind FAccess.</summary>
internal enum FolderAccess
{
    ListingOnly,
    ReadOnly,
    ReadWrite,
    Admin,
}

/// <summary>One entry of a folder's rights.</summary>
/// <param name="Inherited">It stands at a public root and cannot be changed here.</param>
/// <param name="IsDelegatee">It comes with being a delegate; told of the default calendar and the inbox alone.</param>
internal sealed record FolderPermission(Principal Principal, FolderAccess Access, bool Inherited = false, bool IsDelegatee = false)
{
    private const string Prefix = "FAccess";

    // A level that is not known counts as the least, and is written as it came.
    private string? Unknown { get; init; }

    public static FolderPermission Read(JObject permission)
    {
        var name = (string?)permission["access"] ?? "";
        var isKnown = Enum.TryParse<FolderAccess>(name.Replace(Prefix, ""), out var access);
        return new FolderPermission(Principal.Read(permission["principal"]), access, (bool?)permission["inherited"] ?? false, (bool?)permission["isDelegatee"] ?? false)
        {
            Unknown = isKnown ? null : name,
        };
    }

    /// <summary>Without what only the server sets.</summary>
    public JObject ToJson() => new() { ["access"] = Unknown ?? Prefix + Access, ["principal"] = Principal.ToJson() };
}
