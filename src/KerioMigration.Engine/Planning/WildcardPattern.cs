using System.Text.RegularExpressions;

namespace KerioMigration.Engine.Planning;

/// <summary>A pattern with <c>*</c> and <c>?</c>, without case, as PowerShell users expect it.</summary>
public sealed class WildcardPattern
{
    private readonly Regex regex;

    public WildcardPattern(string pattern)
    {
        IsLiteral = pattern.IndexOfAny(['*', '?']) < 0;
        regex = new Regex(
            "^" + Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".") + "$",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }

    /// <summary>Only the text itself matches.</summary>
    public bool IsLiteral { get; }

    public bool IsMatch(string text) => regex.IsMatch(text);
}
