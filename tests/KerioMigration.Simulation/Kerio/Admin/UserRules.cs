using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Admin;

/// <summary>Why an account cannot be made or changed. The codes beyond 1001 and 1002 are not recorded anywhere: 1000 is the safest guess.</summary>
internal static class UserRules
{
    private const string Symbols = "._-";

    public static void CheckName(string loginName)
    {
        if (loginName.Length is 0 or > 64 || !loginName.All(c => char.IsAsciiLetterOrDigit(c) || Symbols.Contains(c, StringComparison.Ordinal)))
        {
            throw new RpcException(RpcException.OperationFailed, "User name %1 contains characters that are not allowed.", loginName);
        }
    }

    public static void CheckPassword(KerioDomain domain, string? password)
    {
        if (password is null)
        {
            return;
        }

        var kinds = (bool[])[password.Any(char.IsLower), password.Any(char.IsUpper), password.Any(char.IsDigit), password.Any(c => !char.IsLetterOrDigit(c))];
        if (password.Length < domain.PasswordMinimumLength || (domain.PasswordComplexity && kinds.Count(k => k) < 3))
        {
            throw new RpcException(RpcException.OperationFailed, "The password does not meet the requirements of the domain %1.", domain.Name);
        }
    }

    /// <summary>Local parts alone, each of them free (or already this user's).</summary>
    public static void CheckAddresses(KerioStore store, KerioDomain domain, JsonObject given, string loginName)
    {
        foreach (var address in Addresses(given))
        {
            if (address.Length == 0 || address.Contains('@', StringComparison.Ordinal) || address.Contains(' ', StringComparison.Ordinal))
            {
                throw new RpcException(RpcException.OperationFailed, "E-mail address %1 is not valid.", address);
            }

            if (store.FindOwner(domain, address) is { } owner && (owner.Kind != "EntityUser" || owner.Name != loginName))
            {
                throw new RpcException(RpcException.AlreadyExists, "E-mail address %1 is already used by %2.", address, owner.Name);
            }
        }
    }

    public static void CheckCounts(AdminCall call, KerioDomain domain)
    {
        if (UserMethods.CountLicensed(call.Store) >= call.Server.Options.LicensedUsers)
        {
            throw new RpcException(RpcException.OperationFailed, "The number of users exceeds your license.");
        }

        if (domain.UserMaxCount > 0 && call.Store.Users.Count(u => u.Domain == domain) >= domain.UserMaxCount)
        {
            throw new RpcException(RpcException.OperationFailed, "The maximum number of users in the domain %1 has been reached.", domain.Name);
        }
    }

    private static IEnumerable<string> Addresses(JsonObject given) =>
        given["emailAddresses"] is JsonArray addresses ? addresses.Select(a => a?.ToString() ?? string.Empty) : [];
}
