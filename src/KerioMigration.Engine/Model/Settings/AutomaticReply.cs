using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KerioMigration.Engine.Model.Settings;

/// <summary>The out of office of a mailbox at the destination: one text for everybody.</summary>
/// <param name="Text">Plain, with line feeds.</param>
/// <param name="Start">In UTC, to the second; null: at once.</param>
/// <param name="End">As <paramref name="Start"/>; null: never.</param>
public sealed record AutomaticReply(bool IsEnabled, string Text, DateTimeOffset? Start = null, DateTimeOffset? End = null)
{
    /// <summary>Nobody has set it.</summary>
    public bool IsEmpty => !IsEnabled && string.IsNullOrWhiteSpace(Text);

    /// <summary>Tells it from any other, without its words.</summary>
    public string Fingerprint
    {
        get
        {
            using var sha = SHA256.Create();
            var all = string.Join("\n", IsEnabled, Seconds(Start), Seconds(End), Text);
            return BitConverter.ToString(sha.ComputeHash(Encoding.UTF8.GetBytes(all))).Replace("-", "");
        }
    }

    private static string Seconds(DateTimeOffset? time) => time?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) ?? "";
}
