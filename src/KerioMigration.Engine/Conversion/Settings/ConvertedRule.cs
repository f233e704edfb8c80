using System.Collections.Generic;
using KerioMigration.Engine.Model.Settings;

namespace KerioMigration.Engine.Conversion.Settings;

/// <summary>A rule as the destination takes it, or why it does not.</summary>
/// <param name="Rule">Null: it would do something else, or to other mail.</param>
/// <param name="Losses">A sentence for each thing that is not as it was, or the one that says why there is no rule.</param>
public sealed record ConvertedRule(DeliveryRule? Rule, IReadOnlyList<string> Losses)
{
    public static ConvertedRule None(string why) => new(null, [why]);
}
