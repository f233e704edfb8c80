using System.Collections.Generic;

namespace KerioMigration.Simulation.Kerio;

internal static class ImapFeatureTokens
{
    private static readonly (ImapFeatures Feature, string Token)[] Tokens =
    [
        (ImapFeatures.LiteralPlus, "LITERAL+"),
        (ImapFeatures.UidPlus, "UIDPLUS"),
        (ImapFeatures.MultiAppend, "MULTIAPPEND"),
        (ImapFeatures.Namespace, "NAMESPACE"),
        (ImapFeatures.Quota, "QUOTA"),
        (ImapFeatures.SpecialUse, "SPECIAL-USE"),
        (ImapFeatures.Id, "ID"),
        (ImapFeatures.AuthPlain, "AUTH=PLAIN"),
        (ImapFeatures.Move, "MOVE"),
    ];

    public static string ToCapability(this ImapFeatures features)
    {
        var tokens = new List<string> { "IMAP4rev1" };
        foreach (var (feature, token) in Tokens)
        {
            if (features.HasFlag(feature))
            {
                tokens.Add(token);
            }
        }

        return string.Join(' ', tokens);
    }
}
