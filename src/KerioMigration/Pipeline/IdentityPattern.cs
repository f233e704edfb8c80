using System.Linq;
using System.Management.Automation;

namespace KerioMigration.Pipeline;

/// <summary>A name or address with PowerShell's wildcards, as administrators give it.</summary>
internal sealed class IdentityPattern(string text)
{
    private static readonly char[] Special = ['*', '?', '[', '`'];

    private readonly WildcardPattern pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);

    public string Text => text;

    /// <summary>What every match begins with; servers search by it.</summary>
    public string Prefix { get; } = text.IndexOfAny(Special) is >= 0 and var end ? text.Substring(0, end) : text;

    public bool IsLiteral => Prefix.Length == text.Length;

    /// <summary>Something matched.</summary>
    public bool WasSeen { get; private set; }

    public bool Matches(params string[] names)
    {
        var matches = names.Any(pattern.IsMatch);
        WasSeen |= matches;
        return matches;
    }
}
