using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model.Settings;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>One rule of GetInboxRules. What is not understood is kept by its name, so that nobody takes the rule for a wider one.</summary>
internal static class RuleReader
{
    public static InboxRule Read(Element rule) => new()
    {
        Name = rule.Value("DisplayName") ?? "",
        IsEnabled = rule.Boolean("IsEnabled"),
        Obstacle = rule.Boolean("IsNotSupported") ? "Exchange shows it in part only, for Outlook itself carries it out"
            : rule.Boolean("IsInError") ? "it is in error, and Exchange does not follow it"
            : null,
        Conditions = ReadTests(rule.List("Conditions")),
        Exceptions = ReadTests(rule.List("Exceptions")),
        Actions = [.. rule.List("Actions").Where(a => !IsFalse(a)).Select(ReadAction)],
    };

    private static IReadOnlyList<RuleClause> ReadTests(IReadOnlyList<Element> tests) => [.. tests.SelectMany(ReadTest)];

    private static IEnumerable<RuleClause> ReadTest(Element test) => test.Name switch
    {
        // A range is two tests.
        "WithinSizeRange" => test.Children.Select(c => new RuleClause(c.Name, [c.Text])),

        // The sender or a recipient is looked for among the members of a group.
        "FromAddresses" or "SentToAddresses" => [new RuleClause(test.Name, [.. test.Children.Select(a => AddressOf(a, isOneself: true))])],
        _ => [new RuleClause(test.Name, ValuesOf(test))],
    };

    private static RuleClause ReadAction(Element action) => action.Name switch
    {
        "ForwardToRecipients" or "RedirectToRecipients" => new RuleClause(action.Name, [.. action.Children.Select(a => AddressOf(a, isOneself: false))]),
        "CopyToFolder" or "MoveToFolder" => new RuleClause(action.Name, [.. action.Children.Select(c => c.Name == "FolderId" ? c.Attribute("Id") ?? "" : "")]),
        _ => new RuleClause(action.Name, ValuesOf(action)),
    };

    // Of what is true, the name says it all.
    private static IReadOnlyList<string> ValuesOf(Element clause) =>
        clause.Children.Count > 0 ? [.. clause.Children.Select(c => c.Text)]
        : clause.Text.Length == 0 || ElementReader.ParseBoolean(clause.Text) ? []
        : [clause.Text];

    private static bool IsFalse(Element action) => action.Children.Count == 0 && action.Text.Trim() is "false" or "0";

    private static string AddressOf(Element mailbox, bool isOneself)
    {
        var address = mailbox.Value("EmailAddress") ?? "";
        var isReachable = address.Contains("@") && mailbox.Value("RoutingType") is null or "SMTP";
        var isGroup = mailbox.Value("MailboxType") is "PublicDL" or "PrivateDL" or "GroupMailbox";
        return isReachable && !(isOneself && isGroup) ? address : (mailbox.Value("Name") ?? address).Replace("@", " at ");
    }
}
