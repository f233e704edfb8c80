using System;
using System.Collections.Generic;

namespace KerioMigration.Simulation.Kerio;

/// <summary>
/// The IMAP extensions that a client may meet or not; no public source shows a whole CAPABILITY line of Kerio Connect, so each one can
/// be switched off alone. <see cref="AuthPlain"/> is not among <see cref="Default"/>: only LOGIN was seen on the wire.
/// </summary>
[Flags]
public enum ImapFeatures
{
    None = 0,
    LiteralPlus = 1,
    UidPlus = 2,
    MultiAppend = 4,
    Namespace = 8,
    Quota = 16,
    SpecialUse = 32,
    Id = 64,
    AuthPlain = 128,
    Default = LiteralPlus | UidPlus | MultiAppend | Namespace | Quota | SpecialUse | Id,
}

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
