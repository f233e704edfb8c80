using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>Somebody who can get a right.</summary>
/// <param name="Id">Empty for anyone (ptAnonymous) and everybody who is signed in (ptAuthUser).</param>
/// <param name="Type">ptUser, ptResource, ptGroup, ptDomain, ptAnonymous or ptAuthUser.</param>
internal sealed record Principal(string Id, string Type, string DisplayName, string MailAddress)
{
    public const string User = "ptUser";

    public static Principal Read(JToken? principal) => new(
        (string?)principal?["id"] ?? "", (string?)principal?["type"] ?? "", (string?)principal?["displayName"] ?? "", (string?)principal?["mailAddress"] ?? "");

    public JObject ToJson() => new()
    {
        ["id"] = Id,
        ["type"] = Type,
        ["displayName"] = DisplayName,
        ["mailAddress"] = MailAddress,
    };

    /// <summary>Tells it from all others.</summary>
    public string Key => Type + " " + Id;

    /// <summary>For messages.</summary>
    public string Name => MailAddress.Length > 0 ? MailAddress : DisplayName.Length > 0 ? DisplayName : Key;

    /// <summary>Names may change meanwhile.</summary>
    public bool IsSame(Principal other) => Id == other.Id && Type == other.Type;
}
