using System;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

namespace KerioMigration.Simulation.Kerio.Admin;

/// <summary>Version, Server, ProductRegistration and Statistics. Many counters are strings, as on 10.0.8.</summary>
internal static class ServerMethods
{
    private const int Build = 9228;

    public static JsonNode GetApiVersion(AdminCall call) => new JsonObject { ["apiVersion"] = 1 };

    public static JsonNode GetProductVersion(AdminCall call)
    {
        var version = VersionOf(call);
        return new JsonObject
        {
            ["productVersion"] = new JsonObject
            {
                ["productName"] = "Kerio Connect",
                ["major"] = version.Major,
                ["minor"] = version.Minor,
                ["revision"] = version.Build,
                ["build"] = Build,
                ["order"] = 0,
                ["releaseType"] = "Final",
                ["displayNumber"] = call.Server.Options.Version,
            },
        };
    }

    public static JsonNode GetVersion(AdminCall call)
    {
        var version = VersionOf(call);
        return new JsonObject
        {
            ["product"] = "Kerio Connect",
            ["version"] = $"{call.Server.Options.Version}.{Build}",
            ["major"] = version.Major,
            ["minor"] = version.Minor,
            ["revision"] = version.Build,
            ["build"] = Build,
        };
    }

    public static JsonNode GetProductInfo(AdminCall call) => new JsonObject
    {
        ["info"] = new JsonObject
        {
            ["productName"] = "Kerio Connect",
            ["version"] = call.Server.Options.Version,
            ["buildNumber"] = Build.ToString(CultureInfo.InvariantCulture),
            ["osName"] = "Linux",
            ["os"] = "Linux",
            ["releaseType"] = "Final",
            ["deployedType"] = "DeployedStandalone",
        },
    };

    public static JsonNode GetAboutInfo(AdminCall call)
    {
        var licensed = call.Server.Options.LicensedUsers;
        return new JsonObject
        {
            ["aboutInformation"] = new JsonObject
            {
                ["currentUsers"] = UserMethods.CountLicensed(call.Store),
                ["allowedUsers"] = new JsonObject
                {
                    ["isUnlimited"] = licensed is null,
                    ["allowedUsers"] = licensed ?? 0,
                    ["limit"] = licensed ?? 0,
                    ["limitType"] = "LimitLicense",
                },
                ["serverSoftware"] = $"Kerio Connect {call.Server.Options.Version}",
            },
        };
    }

    public static JsonNode GetServerTime(AdminCall call)
    {
        var now = call.Server.Options.TimeProvider.GetLocalNow();
        return new JsonObject
        {
            ["timezoneOffset"] = (int)now.Offset.TotalMinutes,
            ["startTime"] = call.Admin.StartedAt.ToUnixTimeSeconds(),
            ["currentTime"] = now.ToUnixTimeSeconds(),
        };
    }

    /// <summary>Addresses come without their domain.</summary>
    public static JsonNode FindEntityByEmail(AdminCall call)
    {
        var domain = call.Domain();
        var entities = call.Texts("addresses")
            .Select(a => (Address: a, Owner: call.Store.FindOwner(domain, a))).Where(a => a.Owner is not null)
            .Select(a => new JsonObject
            {
                ["kind"] = a.Owner!.Kind,
                ["name"] = a.Owner.Name,
                ["collisionAddress"] = a.Address,
                ["win"] = true,
                ["isPattern"] = false,
            });
        return new JsonObject { ["entities"] = new JsonArray([.. entities]) };
    }

    public static JsonNode GetFullStatus(AdminCall call) => new JsonObject
    {
        ["status"] = new JsonObject
        {
            ["regType"] = "rsRegisteredWithoutCompany",
            ["Id"] = "12345-6789A-BCDEF",
            ["company"] = "Example",
            ["users"] = call.Server.Options.LicensedUsers ?? -1,
            ["expirations"] = new JsonArray(
                new JsonObject { ["type"] = "License", ["isUnlimited"] = true, ["remainingDays"] = 0, ["date"] = 0 },
                new JsonObject { ["type"] = "Subscription", ["isUnlimited"] = false, ["remainingDays"] = 300, ["date"] = 0 }),
        },
    };

    public static JsonNode GetStatistics(AdminCall call) => new JsonObject
    {
        ["statistics"] = new JsonObject
        {
            ["start"] = call.Admin.StartedAt.ToUnixTimeSeconds(),
            ["imapServer"] = new JsonObject
            {
                ["totalIncomingConnections"] = Text(call.Server.Calls.Snapshot().Where(c => c.Protocol == "imap").Select(c => c.Connection).Distinct().Count()),
                ["authenticationFailures"] = Text(call.Server.Guard.FailedLogins),
            },
        },
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Version VersionOf(AdminCall call) => Version.Parse(call.Server.Options.Version);
}
