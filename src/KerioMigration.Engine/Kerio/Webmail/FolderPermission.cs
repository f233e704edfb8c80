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

    /// <summary>As the server spells it, without what all begin with.</summary>
    public string Level => Unknown ?? Access.ToString();

    // A level that is not known counts as the least, and is written as it came, behind what all begin with.
    private string? Unknown { get; init; }

    public static FolderPermission Read(JObject permission) =>
        Of(Principal.Read(permission["principal"]), ((string?)permission["access"] ?? "").Replace(Prefix, "")) with
        {
            Inherited = (bool?)permission["inherited"] ?? false,
            IsDelegatee = (bool?)permission["isDelegatee"] ?? false,
        };

    /// <param name="level">As <see cref="Level"/>.</param>
    public static FolderPermission Of(Principal principal, string level) =>
        Enum.TryParse<FolderAccess>(level, out var access) ? new FolderPermission(principal, access) : new FolderPermission(principal, default) { Unknown = level };

    /// <summary>Without what only the server sets.</summary>
    public JObject ToJson() => new() { ["access"] = Prefix + Level, ["principal"] = Principal.ToJson() };
}
