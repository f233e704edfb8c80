using System.Linq;
using System.Text.Json.Nodes;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Admin;

/// <summary>The struct <c>Domain</c>.</summary>
internal static class DomainDocument
{
    public static JsonObject Write(KerioDomain domain, KerioStore store) => new()
    {
        ["id"] = domain.Id,
        ["name"] = domain.Name,
        ["description"] = domain.Description,
        ["isPrimary"] = domain.IsPrimary,
        ["userMaxCount"] = domain.UserMaxCount,
        ["passwordExpirationEnabled"] = false,
        ["passwordExpirationDays"] = 0,
        ["passwordHistoryCount"] = 0,
        ["passwordComplexityEnabled"] = domain.PasswordComplexity,
        ["passwordMinimumLength"] = domain.PasswordMinimumLength,
        ["outgoingMessageLimit"] = UserDocument.SizeLimit(null),
        ["deletedItems"] = UserDocument.Action(domain.Retention.DeletedItems),
        ["junkEmail"] = UserDocument.Action(domain.Retention.JunkEmail),
        ["sentItems"] = UserDocument.Action(domain.Retention.SentItems),
        ["autoDelete"] = UserDocument.Action(domain.Retention.AutoDelete),
        ["keepForRecovery"] = UserDocument.Action(new ActionAfterDays()),
        ["aliasList"] = new JsonArray([.. domain.Aliases.Select(a => JsonValue.Create(a))]),
        ["service"] = new JsonObject { ["isEnabled"] = domain.NotActivated.Count > 0, ["serviceType"] = "WindowsActiveDirectory" },
        ["domainQuota"] = new JsonObject
        {
            ["diskSizeLimit"] = UserDocument.SizeLimit(null),
            ["consumedSize"] = UserDocument.Bytes(store.Users.Where(u => u.Domain == domain).Sum(u => u.Mailbox.UsedBytes)),
            ["notification"] = "Never",
            ["warningLimit"] = 90,
            ["email"] = string.Empty,
            ["blocks"] = false,
        },
        ["isDistributed"] = false,
        ["isDkimEnabled"] = false,
        ["isLdapManagementAllowed"] = false,
        ["isInstantMessagingEnabled"] = true,
    };

    /// <summary>Takes what a create or set call gives; nested structs must be whole.</summary>
    public static void Read(JsonObject given, KerioDomain domain)
    {
        domain.Description = (string?)given["description"] ?? domain.Description;
        domain.UserMaxCount = (int?)given["userMaxCount"] ?? domain.UserMaxCount;
        domain.PasswordComplexity = (bool?)given["passwordComplexityEnabled"] ?? domain.PasswordComplexity;
        domain.PasswordMinimumLength = (int?)given["passwordMinimumLength"] ?? domain.PasswordMinimumLength;
        domain.Retention = UserDocument.ReadRetention(given, domain.Retention);
        if (given["aliasList"] is JsonArray aliases)
        {
            domain.Aliases = [.. aliases.Select(a => a!.ToString())];
        }
    }
}
