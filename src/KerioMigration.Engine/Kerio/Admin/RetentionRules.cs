using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>What deletes old messages by itself.</summary>
/// <param name="Active">Each with its name in the API and its days: <c>autoDelete after 30 days</c>.</param>
internal sealed record RetentionRules(IReadOnlyList<string> Active)
{
    /// <summary>Members of the API's Domain, and of the User's <c>cleanOutItems</c>.</summary>
    public static readonly string[] Fields = ["autoDelete", "deletedItems", "junkEmail", "sentItems"];

    public static RetentionRules Read(JToken? rules) => new([.. Fields
        .Where(f => (bool?)rules?.SelectToken(f + ".isEnabled") ?? false)
        .Select(f => string.Format(CultureInfo.InvariantCulture, "{0} after {1} days", f, AdminUsers.Number(rules![f]!["days"])))]);
}
