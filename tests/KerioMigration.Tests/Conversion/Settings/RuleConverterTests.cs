using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Conversion.Settings;
using KerioMigration.Engine.Model.Settings;
using Xunit;

namespace KerioMigration.Tests.Conversion.Settings;

public sealed class RuleConverterTests
{
    private static readonly RuleConverter Converter = new(new RulePlaces(
        id => id == "F1" ? "INBOX/Projects" : null, "Trash", address => address.Replace("old.example", "new.example", StringComparison.Ordinal)));

    private static readonly InboxRule Rule = new() { Name = "R", IsEnabled = true, Actions = [new("MoveToFolder", ["F1"])] };

    public static TheoryData<string, string[], string> Conditions => new()
    {
        { "ContainsSubjectStrings", ["a"], "All SubjectLine Contains a" },
        { "ContainsSubjectStrings", ["a", "b"], "Any SubjectLine Contains a, SubjectLine Contains b" },
        { "ContainsSenderStrings", ["@x"], "All Sender Contains @x" },
        { "ContainsRecipientStrings", ["list"], "All Recipients Contains list" },
        { "FromAddresses", ["a@old.example", "b@c.example"], "Any Sender Is a@new.example, Sender Is b@c.example" },
        { "SentToAddresses", ["a@b.example"], "All Recipients Is a@b.example" },
        { "HasAttachments", [], "All Attachment Exists " },
        { "MinimumSize", ["10"], "All Size Over 10240" },
        { "MaximumSize", ["10"], "All Size Under 10240" },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void A_condition_that_both_have_is_carried(string kind, string[] values, string expected) =>
        Assert.Equal(expected, Text(Convert(Rule with { Conditions = [new(kind, values)] }).Rule!));

    [Theory]
    [InlineData("ContainsBodyStrings", "contains body strings", "a")]
    [InlineData("ContainsSubjectOrBodyStrings", "contains subject or body strings", "a")]
    [InlineData("SentToMe", "sent to me")]
    [InlineData("NotSentToMe", "not sent to me")]
    [InlineData("IsNDR", "is NDR")]
    [InlineData("HasAttachments", "has attachments", "false")]
    [InlineData("SomethingNew", "something new", "x")]
    [InlineData("ContainsSubjectStrings", "empty text", " ")]
    [InlineData("MinimumSize", "size", "ten")]
    [InlineData("FromAddresses", "\"Team\" is no single mail address", "a@b.example", "Team")]
    public void A_condition_that_one_has_alone_takes_the_rule_with_it(string kind, string why, params string[] values)
    {
        Refused(why, Rule with { Conditions = [new("ContainsSubjectStrings", ["a"]), new(kind, values)] });
        Refused(kind == "FromAddresses" || why is "empty text" or "size" ? "" : why, Rule with { Exceptions = [new(kind, values)] });
    }

    [Fact]
    public void Conditions_are_joined_by_all_or_by_any_and_never_by_both()
    {
        RuleClause one = new("ContainsSubjectStrings", ["a"]), two = new("ContainsSenderStrings", ["b", "c"]);
        Assert.Equal("All EveryMessage Exists ", Text(Convert(Rule).Rule!));
        Assert.Equal("All SubjectLine Contains a, Sender ContainsNot b, Sender ContainsNot c", Text(Convert(Rule with { Conditions = [one], Exceptions = [two] }).Rule!));
        Assert.Equal("All Sender IsNot a@b.example", Text(Convert(Rule with { Exceptions = [new("FromAddresses", ["a@b.example"])] }).Rule!));
        Refused("by \"all\" or everything by \"any\"", Rule with { Conditions = [one, two] });
        Refused("by \"all\" or everything by \"any\"", Rule with { Conditions = [two], Exceptions = [one] });
        Refused("sent to addresses", Rule with { Exceptions = [new("SentToAddresses", ["a@b.example"])] });
        Refused("has attachments", Rule with { Exceptions = [new("HasAttachments", [])] });
    }

    [Theory]
    [InlineData("FileInto INBOX/Projects", "MoveToFolder F1")]
    [InlineData("Keep, FileInto INBOX/Projects", "CopyToFolder F1")]
    [InlineData("MarkAsRead, Keep, FileInto INBOX/Projects, Stop", "CopyToFolder F1", "StopProcessingRules", "MarkAsRead")]
    [InlineData("FileInto INBOX/Projects, FileInto INBOX/Projects", "CopyToFolder F1", "MoveToFolder F1")]
    [InlineData("FileInto Trash", "Delete")]
    [InlineData("Discard", "PermanentDelete")]
    [InlineData("Keep, SendCopy a@new.example", "RedirectToRecipients a@old.example")]
    [InlineData("SendCopy a@b.example, FileInto Trash", "ForwardToRecipients a@b.example", "Delete")]
    [InlineData("MarkAsRead", "MarkAsRead")]
    public void Actions_do_the_same_and_leave_the_message_where_it_was(string expected, params string[] actions) =>
        Assert.Equal(expected, string.Join(", ", Convert(With(actions)).Rule!.Actions.Select(a => $"{a.Kind} {a.Value}".Trim())));

    [Theory]
    [InlineData("its folder is not carried", "MoveToFolder F2")]
    [InlineData("assign categories", "MoveToFolder F1", "AssignCategories Red")]
    [InlineData("forward as attachment to recipients", "ForwardAsAttachmentToRecipients a@b.example")]
    [InlineData("\"Bob\" is no single mail address", "RedirectToRecipients Bob")]
    [InlineData("it does nothing")]
    public void An_action_that_one_has_alone_takes_the_rule_with_it(string why, params string[] actions) => Refused(why, With(actions));

    [Fact]
    public void What_sends_or_destroys_mail_comes_switched_off()
    {
        foreach (var action in new[] { "ForwardToRecipients a@b.example", "RedirectToRecipients a@b.example", "PermanentDelete" })
        {
            var converted = Convert(With(action));
            Assert.False(converted.Rule!.IsEnabled);
            Assert.Contains(converted.Losses, l => l.Contains("comes switched off", StringComparison.Ordinal));
            Assert.DoesNotContain(Convert(With(action) with { IsEnabled = false }).Losses, l => l.Contains("switched off", StringComparison.Ordinal));
        }

        Assert.True(Convert(With("Delete")).Rule!.IsEnabled);
        Assert.Empty(Convert(With("Delete")).Losses);
    }

    [Fact]
    public void A_rule_sees_no_mail_that_another_one_kept_from_it()
    {
        var stops = With("MoveToFolder F1", "StopProcessingRules");
        Assert.Equal([true, true], Enabled(stops, Rule));
        Assert.Equal([null, false, false], Enabled(stops with { Conditions = [new("ContainsBodyStrings", ["x"])] }, Rule, Rule));
        Assert.Equal([false, false], Enabled(With("RedirectToRecipients a@b.example", "StopProcessingRules"), Rule));

        // These stopped nothing.
        Assert.Equal([null, true], Enabled(Rule with { Conditions = [new("ContainsBodyStrings", ["x"])] }, Rule));
        Assert.Equal([false, true], Enabled(stops with { IsEnabled = false }, Rule));
        Assert.Equal([null, true], Enabled(stops with { Obstacle = "it is in error" }, Rule));
    }

    [Fact]
    public void Sizes_are_not_those_of_the_source() =>
        Assert.Contains("a third larger", Assert.Single(Convert(Rule with { Conditions = [new("MinimumSize", ["1"])] }).Losses), StringComparison.Ordinal);

    private static IEnumerable<bool?> Enabled(params InboxRule[] rules) => Converter.Convert(rules).Select(c => c.Rule?.IsEnabled);

    private static InboxRule With(params string[] actions) => Rule with
    {
        Actions = [.. actions.Select(a => a.Split(' ')).Select(a => new RuleClause(a[0], a[1..]))],
    };

    private static ConvertedRule Convert(InboxRule rule) => Assert.Single(Converter.Convert([rule]));

    private static void Refused(string why, InboxRule rule)
    {
        var converted = Convert(rule);
        Assert.Null(converted.Rule);
        Assert.Contains(why, Assert.Single(converted.Losses), StringComparison.Ordinal);
    }

    private static string Text(DeliveryRule rule) =>
        (rule.MatchesAny ? "Any " : "All ") + string.Join(", ", rule.Conditions.Select(c => $"{c.Subject} {c.Test} {c.Value}"));
}
