using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace KerioMigration.Engine.Conversion.Settings;

/// <summary>A rule cannot be said in the destination's words; the message says why.</summary>
internal sealed class RuleException(string message) : Exception(message)
{
    /// <exception cref="RuleException">It is a name or a group.</exception>
    public static string AddressOf(string value, RulePlaces places) =>
        value.IndexOf('@') > 0 ? places.AddressOf(value) : throw new RuleException($"\"{value}\" is no single mail address");

    /// <summary>Of a name in the schema: <c>ContainsBodyStrings</c> is "contains body strings".</summary>
    public static string WordsOf(string kind) =>
        string.Join(" ", Regex.Split(kind, "(?<=[a-z])(?=[A-Z])").Select(w => w.All(char.IsUpper) ? w : w.ToLowerInvariant()));
}
