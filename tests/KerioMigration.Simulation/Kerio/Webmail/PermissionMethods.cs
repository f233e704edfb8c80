using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Webmail;

internal static class PermissionMethods
{
    public static JsonNode Get(WebmailCall call)
    {
        var folder = call.Folder(call.Text("folderId"));
        var own = folder.Folder.Permissions.Select(p => Document(call, p, isInherited: false, IsDelegatee(call, folder, p)));
        return new JsonObject { ["permissions"] = new JsonArray([.. Inherited(folder).Select(p => Document(call, p, isInherited: true, false)), .. own]) };
    }

    public static JsonNode Set(WebmailCall call)
    {
        var folder = call.Folder(call.Text("folderId"));
        var isRecursive = (bool?)call.Params["recursive"] ?? throw RpcException.Invalid("recursive");
        var permissions = call.Array("permissions").Select(p => Read(call, folder, p as JsonObject ?? throw RpcException.Invalid("permissions"))).ToArray();
        if (folder.Tree.Access < FolderRight.FAccessAdmin)
        {
            throw new RpcException(RpcException.AccessDenied, "You do not have sufficient rights for the requested operation.");
        }

        folder.Folder.Permissions = permissions;
        foreach (var inner in folder.Tree.Folders.Where(f => isRecursive && f.Folder.Path.StartsWith(folder.Folder.Path + "/", StringComparison.Ordinal)))
        {
            inner.Folder.Permissions = permissions;
        }

        return new JsonObject();
    }

    private static KerioPermission Read(WebmailCall call, WebmailFolder folder, JsonObject given)
    {
        var principal = given["principal"] as JsonObject ?? throw RpcException.Invalid("principal");
        var (type, id) = (RpcCall.Text(principal, "type"), (string?)principal["id"] ?? "");
        _ = Principals.Find(call.Store, type, id);
        if ((bool?)given["inherited"] == true || Inherited(folder).Any(p => p.PrincipalType == type && p.PrincipalId == id))
        {
            // What stands at the root is read-only below it.
            throw new RpcException(RpcException.NotPermitted, "Inherited permissions cannot be changed.");
        }

        return Enum.TryParse<FolderRight>(RpcCall.Text(given, "access"), out var access) && Enum.IsDefined(access)
            ? new KerioPermission(type, id, access)
            : throw RpcException.Invalid("access");
    }

    /// <summary>By default all users of a domain may see its public folders.</summary>
    private static IEnumerable<KerioPermission> Inherited(WebmailFolder folder) => folder.Tree.IsPublic
        ? [new KerioPermission("ptDomain", folder.Tree.User.Domain.Id, FolderRight.FAccessReadOnly)]
        : [];

    private static bool IsDelegatee(WebmailCall call, WebmailFolder folder, KerioPermission permission) =>
        (folder.Folder.Use == SpecialUse.Inbox || folder is { Folder.Kind: FolderKind.Calendar, IsSpecial: true })
        && call.User.Delegates.Any(d => d.UserId == permission.PrincipalId);

    private static JsonObject Document(WebmailCall call, KerioPermission permission, bool isInherited, bool isDelegatee) => new()
    {
        ["access"] = permission.Access.ToString(),
        ["principal"] = Principals.Find(call.Store, permission.PrincipalType, permission.PrincipalId),
        ["inherited"] = isInherited,
        ["isDelegatee"] = isDelegatee,
    };
}
