namespace KerioMigration.Simulation.Exchange.Schema;

/// <summary>RestrictionType and the search expressions in it.</summary>
internal static class Restrictions
{
    private static readonly (string Name, System.Func<ElementType> Type)[] Any =
    [
        ("t:Exists", () => ElementType.Empty().Choice(1, 1, Shapes.AnyPath)),
        ("t:Excludes", () => ElementType.Empty().Choice(1, 1, Shapes.AnyPath)
            .One("t:Bitmask", () => ElementType.Empty().Attribute("Value", TextType.String))),
        ("t:IsEqualTo", Comparison),
        ("t:IsNotEqualTo", Comparison),
        ("t:IsGreaterThan", Comparison),
        ("t:IsGreaterThanOrEqualTo", Comparison),
        ("t:IsLessThan", Comparison),
        ("t:IsLessThanOrEqualTo", Comparison),
        ("t:Contains", Contains),
        ("t:Not", () => ElementType.Empty().Choice(1, 1, Any!)),
        ("t:And", () => ElementType.Empty().Choice(1, int.MaxValue, Any!)),
        ("t:Or", () => ElementType.Empty().Choice(1, int.MaxValue, Any!)),
    ];

    public static ElementType Restriction() => ElementType.Empty().Choice(1, 1, Any);

    private static ElementType Comparison() => ElementType.Empty()
        .Choice(1, 1, Shapes.AnyPath)
        .One("t:FieldURIOrConstant", () => ElementType.Empty().Choice(1, 1, [("t:Constant", Constant), .. Shapes.AnyPath]));

    private static ElementType Contains() => ElementType.Empty()
        .Attribute("ContainmentMode", TextType.Enumeration("ContainmentModeType", "FullString", "Prefixed", "Substring", "PrefixOnWords", "ExactPhrase"), false)
        .Attribute(
            "ContainmentComparison",
            TextType.Enumeration(
                "ContainmentComparisonType",
                "Exact", "IgnoreCase", "IgnoreNonSpacingCharacters", "Loose", "IgnoreCaseAndNonSpacingCharacters", "LooseAndIgnoreCase",
                "LooseAndIgnoreNonSpace", "LooseAndIgnoreCaseAndIgnoreNonSpace"),
            false)
        .Choice(1, 1, Shapes.AnyPath)
        .One("t:Constant", Constant);

    private static ElementType Constant() => ElementType.Empty().Attribute("Value", TextType.String);
}
