using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Model.Settings;

namespace KerioMigration.Engine.Conversion.Settings;

/// <summary>
/// Conditions and exceptions in the destination's words, where these say the same. A condition of several texts wants any of them, and
/// several conditions all; the destination joins all that it has by the one or by the other.
/// </summary>
internal sealed class RuleConditions(RulePlaces places)
{
    private const string TwoWays = "some of its conditions have several values, and Kerio Connect joins everything by \"all\" or everything by \"any\"";

    /// <exception cref="RuleException">It cannot be said.</exception>
    public (bool MatchesAny, IReadOnlyList<DeliveryCondition> Conditions) Convert(InboxRule rule)
    {
        var tests = rule.Conditions.Select(Test).ToList();
        var exceptions = rule.Exceptions.SelectMany(Exception).ToList();
        if (tests.Count == 1 && exceptions.Count == 0)
        {
            return (tests[0].Count > 1, tests[0]);
        }

        return tests.All(t => t.Count == 1) ? (false, Whole([.. tests.SelectMany(t => t), .. exceptions])) : throw new RuleException(TwoWays);
    }

    private static IReadOnlyList<DeliveryCondition> Whole(IReadOnlyList<DeliveryCondition> conditions) =>
        conditions.Count > 0 ? conditions : [new DeliveryCondition(DeliverySubject.EveryMessage, DeliveryTest.Exists)];

    /// <summary>Any of these.</summary>
    private IReadOnlyList<DeliveryCondition> Test(RuleClause clause) => clause.Kind switch
    {
        "ContainsSubjectStrings" => Texts(clause, DeliverySubject.SubjectLine, DeliveryTest.Contains),
        "ContainsSenderStrings" => Texts(clause, DeliverySubject.Sender, DeliveryTest.Contains),
        "ContainsRecipientStrings" => Texts(clause, DeliverySubject.Recipients, DeliveryTest.Contains),
        "FromAddresses" => Addresses(clause, DeliverySubject.Sender, DeliveryTest.Is),
        "SentToAddresses" => Addresses(clause, DeliverySubject.Recipients, DeliveryTest.Is),
        "HasAttachments" when clause.Values.Count == 0 => [new DeliveryCondition(DeliverySubject.Attachment, DeliveryTest.Exists)],
        "MinimumSize" => [new DeliveryCondition(DeliverySubject.Size, DeliveryTest.Over, Bytes(clause))],
        "MaximumSize" => [new DeliveryCondition(DeliverySubject.Size, DeliveryTest.Under, Bytes(clause))],
        _ => throw NoWord("condition", clause),
    };

    /// <summary>
    /// All of these. Recipients are several, and whether "is not" means each of them or the whole line is not documented: a rule that
    /// missed its exception would do too much.
    /// </summary>
    private IReadOnlyList<DeliveryCondition> Exception(RuleClause clause) => clause.Kind switch
    {
        "ContainsSubjectStrings" => Texts(clause, DeliverySubject.SubjectLine, DeliveryTest.ContainsNot),
        "ContainsSenderStrings" => Texts(clause, DeliverySubject.Sender, DeliveryTest.ContainsNot),
        "ContainsRecipientStrings" => Texts(clause, DeliverySubject.Recipients, DeliveryTest.ContainsNot),
        "FromAddresses" => Addresses(clause, DeliverySubject.Sender, DeliveryTest.IsNot),
        _ => throw NoWord("exception", clause),
    };

    private static IReadOnlyList<DeliveryCondition> Texts(RuleClause clause, DeliverySubject subject, DeliveryTest test) =>
        clause.Values.Count > 0 && clause.Values.All(v => v.Trim().Length > 0)
            ? [.. clause.Values.Select(v => new DeliveryCondition(subject, test, v))]
            : throw NoWord("empty text", clause);

    private IReadOnlyList<DeliveryCondition> Addresses(RuleClause clause, DeliverySubject subject, DeliveryTest test) => clause.Values.Count > 0
        ? [.. clause.Values.Select(v => new DeliveryCondition(subject, test, RuleException.AddressOf(v, places)))]
        : throw NoWord("empty list", clause);

    private static string Bytes(RuleClause clause) => clause.Values is [var text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes)
        ? (kilobytes * 1024).ToString(CultureInfo.InvariantCulture)
        : throw NoWord("size", clause);

    private static RuleException NoWord(string what, RuleClause clause) => new($"Kerio Connect has no word for the {what} {RuleException.WordsOf(clause.Kind)}");
}
