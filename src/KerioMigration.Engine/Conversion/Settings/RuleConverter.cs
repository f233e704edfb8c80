using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model.Settings;

namespace KerioMigration.Engine.Conversion.Settings;

/// <summary>
/// Brings rules into the destination's words. A rule that these cannot say whole is left out and told of. What sends mail away or destroys
/// it comes switched off, and so does what would now see mail that a rule before it kept from it.
/// </summary>
public sealed class RuleConverter(RulePlaces places)
{
    private static readonly string[] Sending = ["ForwardToRecipients", "RedirectToRecipients"];

    private readonly RuleConditions conditions = new(places);

    /// <returns>One value each, in order.</returns>
    public IReadOnlyList<ConvertedRule> Convert(IReadOnlyList<InboxRule> rules)
    {
        List<ConvertedRule> converted = [];
        string? open = null;
        foreach (var rule in rules)
        {
            var result = Convert(rule);
            if (open is not null && result.Rule is { IsEnabled: true } enabled)
            {
                result = new ConvertedRule(
                    enabled with { IsEnabled = false },
                    [.. result.Losses, $"it comes switched off, for \"{open}\" before it ends the rules for some mail and does not do so here"]);
            }

            // Also where it waits for its owner to switch it on.
            open = rule is { IsEnabled: true, Obstacle: null } && result.Rule is not { IsEnabled: true } && Has(rule, "StopProcessingRules") ? open ?? rule.Name : open;
            converted.Add(result);
        }

        return converted;
    }

    private ConvertedRule Convert(InboxRule rule)
    {
        if (rule.Obstacle is { } obstacle)
        {
            return ConvertedRule.None(obstacle);
        }

        try
        {
            var (matchesAny, tests) = conditions.Convert(rule);
            List<string> losses = [];
            var actions = Act(rule, losses);
            if (tests.Any(t => t.Subject == DeliverySubject.Size))
            {
                losses.Add("Kerio Connect counts a message as it is sent, where an attachment is a third larger than in Exchange");
            }

            return new ConvertedRule(new DeliveryRule(rule.Name, rule.IsEnabled && !IsRisky(rule, losses), matchesAny, tests, actions), losses);
        }
        catch (RuleException e)
        {
            return ConvertedRule.None(e.Message);
        }
    }

    /// <summary>Marks first, for a copy shows what was set before it; the end last.</summary>
    private IReadOnlyList<DeliveryAction> Act(InboxRule rule, List<string> losses)
    {
        var actions = rule.Actions.Select(a => (Rank: RankOf(a.Kind), Clause: a)).OrderBy(a => a.Rank).SelectMany(a => Act(a.Clause, losses)).ToList();
        var isTakenAway = actions.Exists(a => a.Kind == DeliveryActionKind.Discard) || Has(rule, "MoveToFolder") || Has(rule, "Delete");
        if (!isTakenAway && actions.Exists(a => a.Kind is DeliveryActionKind.FileInto or DeliveryActionKind.SendCopy))
        {
            // Filing somewhere takes the message out of the inbox unless it is told to stay.
            actions.Insert(actions.FindLastIndex(a => a.Kind == DeliveryActionKind.MarkAsRead) + 1, new DeliveryAction(DeliveryActionKind.Keep));
        }

        return actions.Count > 0 ? actions : throw new RuleException("it does nothing");
    }

    private IEnumerable<DeliveryAction> Act(RuleClause clause, List<string> losses)
    {
        switch (clause.Kind)
        {
            case "MarkAsRead":
                return [new DeliveryAction(DeliveryActionKind.MarkAsRead)];
            case "CopyToFolder" or "MoveToFolder":
                return [new DeliveryAction(DeliveryActionKind.FileInto, PathOf(clause))];
            case "Delete":
                return [new DeliveryAction(DeliveryActionKind.FileInto, places.DeletedItems ?? throw new RuleException("the folder for deleted items is not carried"))];
            case "PermanentDelete":
                return [new DeliveryAction(DeliveryActionKind.Discard)];
            case "ForwardToRecipients":
                losses.Add("others get the message as it came instead of one that forwards it");
                return SendTo(clause);
            case "RedirectToRecipients":
                return SendTo(clause);
            case "StopProcessingRules":
                return [new DeliveryAction(DeliveryActionKind.Stop)];
            default:
                throw new RuleException($"Kerio Connect has no word for the action {RuleException.WordsOf(clause.Kind)}");
        }
    }

    private string PathOf(RuleClause clause) =>
        clause.Values is [{ Length: > 0 } id] && places.PathOf(id) is { } path ? path : throw new RuleException("its folder is not carried");

    private IReadOnlyList<DeliveryAction> SendTo(RuleClause clause) =>
        [.. clause.Values.Select(v => new DeliveryAction(DeliveryActionKind.SendCopy, RuleException.AddressOf(v, places)))];

    private static bool IsRisky(InboxRule rule, List<string> losses)
    {
        var isSending = Sending.Any(s => Has(rule, s));
        if (rule.IsEnabled && (isSending || Has(rule, "PermanentDelete")))
        {
            losses.Add($"it {(isSending ? "sends mail to others" : "destroys mail")}: it comes switched off, for its owner to look at and switch on");
            return true;
        }

        return false;
    }

    private static int RankOf(string kind) => kind switch { "MarkAsRead" => 0, "StopProcessingRules" => 2, _ => 1 };

    private static bool Has(InboxRule rule, string action) => rule.Actions.Any(a => a.Kind == action);
}
