using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Admin;

internal static class SessionMethods
{
    public static JsonNode Login(AdminCall call)
    {
        var user = call.SignIn();
        if (user.Right.Role == UserRole.UserRole)
        {
            throw new RpcException(RpcException.AccessDenied, "User %1 does not have administrator rights.", user.LoginName);
        }

        call.Opened = call.Admin.Sessions.Open(user);
        return new JsonObject { ["token"] = call.Opened.Token };
    }

    public static JsonNode Logout(AdminCall call)
    {
        call.Admin.Sessions.Close(call.Session!);
        return new JsonObject();
    }

    public static JsonNode WhoAmI(AdminCall call)
    {
        var user = call.Session!.User;
        return new JsonObject
        {
            ["userDetails"] = new JsonObject
            {
                ["id"] = user.Id,
                ["domainId"] = user.Domain.Id,
                ["loginName"] = user.LoginName,
                ["fullName"] = user.FullName,
                ["effectiveRole"] = UserDocument.Role(user.Right),
            },
        };
    }

    public static JsonNode GetDomain(AdminCall call)
    {
        var domain = call.Session!.User.Domain;
        return new JsonObject
        {
            ["domain"] = new JsonObject
            {
                ["id"] = domain.Id,
                ["name"] = domain.Name,
                ["displayName"] = domain.Name,
                ["description"] = domain.Description,
                ["passwordComplexityEnabled"] = domain.PasswordComplexity,
                ["passwordMinimumLength"] = domain.PasswordMinimumLength,
            },
        };
    }
}
