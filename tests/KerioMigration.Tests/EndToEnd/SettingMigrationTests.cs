using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Out of office, rules and delegates: the real cmdlets from the simulated Exchange to the simulated Kerio Connect.</summary>
public sealed class SettingMigrationTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const string Anna = "anna@example.org";
    private const string Bob = "bob@example.org";
    private const string Claire = "claire@example.org";

    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset End = DateTimeOffset.UtcNow.AddDays(9);

    private static readonly SeededOutOfOffice Away = new(
        "Scheduled", "All", Start, End, "<html><body><p>Bin im Urlaub &amp; nicht da.</p><p>Gruß</p></body></html>", "Bin im Urlaub & nicht da.\r\nGruß\r\n");

    [Fact]
    public async Task An_out_of_office_arrives_and_follows_its_source()
    {
        await using var scene = await StartAsync(anna => anna.Settings.OutOfOffice = Away);

        var first = await MigrateAsync(scene, "-IncludeSetting");
        Assert.Equal(new KerioOutOfOffice(true, "Bin im Urlaub & nicht da.\nGruß", true, Time(Start), Time(End)), Reply(scene));
        Assert.DoesNotContain(first.Warnings, w => w.Contains("out of office", StringComparison.Ordinal));

        await MigrateAsync(scene, "-IncludeSetting");
        Assert.Equal(1, Count(scene, "Session.setOutOfOffice"));

        // Nobody has touched it here: it is ours to bring up to date.
        Mailbox(scene).Settings.OutOfOffice = Away with { State = "Enabled", Internal = "Länger weg", External = "Länger weg" };
        await MigrateAsync(scene, "-IncludeSetting");
        Assert.Equal(new KerioOutOfOffice(true, "Länger weg"), Reply(scene));

        // Anna has: it is hers.
        Account(scene).OutOfOffice = Reply(scene) with { IsEnabled = false };
        var last = await MigrateAsync(scene, "-IncludeSetting");
        Assert.Equal(new KerioOutOfOffice(false, "Länger weg"), Reply(scene));
        AssertWarned(last, "the owner has set another one at the destination, which was left as it is");
    }

    [Fact]
    public async Task What_colleagues_alone_read_is_switched_off_and_named()
    {
        await using var scene = await StartAsync(anna => anna.Settings.OutOfOffice = Away with { Audience = "None", External = "" });
        var run = await MigrateAsync(scene, "-IncludeSetting -ItemType Mail");
        Assert.Equal((false, "Bin im Urlaub & nicht da.\nGruß"), (Reply(scene).IsEnabled, Reply(scene).Text));
        AssertWarned(run, "did not go outside the organization at all: it comes switched off");
        var losses = await session.RunAsync(scene.Settings.Report("-View Loss | Where-Object Part -eq OutOfOffice"));
        Assert.Contains("comes switched off", Assert.Single(losses.Output)["Loss"].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_wait_for_the_owners_own_sign_in()
    {
        await using var scene = await StartAsync(anna => anna.Settings.OutOfOffice = Away);
        scene.Kerio.Store.AddUser(Anna, "Anna-secret1");

        var held = await MigrateAsync(scene, "-IncludeSetting -IncludePermission -ItemType Mail -Complete");
        AssertWarned(held, "the out of office settings are held. They need anna@example.org's own password");
        AssertWarned(held, "the delegates are held. They need");
        OutcomeAssert.Completed(held, Anna);
        Assert.Equal(new KerioOutOfOffice(), Reply(scene));

        // Not cut over: this run may carry on.
        await MigrateAsync(scene, "-IncludeSetting -ItemType Mail -ResetPassword");
        Assert.True(Reply(scene).IsEnabled);
    }

    [Fact]
    public async Task Full_access_is_not_enough_to_read_an_out_of_office_and_fails_nothing_else()
    {
        await using var scene = await StartAsync(anna =>
        {
            anna.Settings.OutOfOffice = Away;
            anna.Settings.Rules = [new SeededRule("Read", "<t:MarkAsRead>true</t:MarkAsRead>")];
        });
        scene.Exchange.Organization.ServiceAccount.HasImpersonationRight = false;
        scene.Exchange.Organization.ServiceAccount.FullAccess.Add(Anna);

        var run = await MigrateAsync(scene, "-IncludeSetting -ItemType Mail");
        AssertWarned(run, "out of office settings could not be carried (AccessDenied). anna@example.org: Exchange tells it to the owner alone");
        OutcomeAssert.Completed(run, Anna);
        Assert.Equal(["Read"], Filters(scene).Select(f => (string?)f["description"]));
    }

    [Fact]
    public async Task Without_the_switch_nothing_is_set()
    {
        await using var scene = await StartAsync(anna => anna.Settings.OutOfOffice = Away);
        await MigrateAsync(scene, "");
        Assert.Equal(0, Count(scene, "Session.getOutOfOffice") + Count(scene, "Session.setOutOfOffice") + Count(scene, "Filters.get"));
        Assert.Empty(Account(scene).Delegates);
    }

    [Fact]
    public async Task Delegates_act_for_her_again_and_nobody_gets_a_calendar_by_it()
    {
        await using var scene = await StartAsync(anna => anna.Settings.Delegates =
        [
            new SeededDelegate(new("Bob", Bob), new Dictionary<string, string> { ["Calendar"] = "Editor", ["Inbox"] = "Editor" }, ReceivesMeetings: true, SeesPrivateItems: true),
            new SeededDelegate(new("Claire", Claire), new Dictionary<string, string> { ["Calendar"] = "Reviewer" }),
            new SeededDelegate(new("Dora", "dora@example.org"), new Dictionary<string, string> { ["Calendar"] = "Editor" }),
        ]);
        var (bob, claire, eve) = (Add(scene, Bob), Add(scene, Claire), Add(scene, "eve@example.org"));
        scene.Kerio.Store.AddUser(Anna, "Anna-secret1").Delegates = [new KerioDelegate(eve.Id, false)];

        var first = await MigrateAsync(scene, "-IncludePermission -ItemType Calendar -ResetPassword");
        Assert.Equal(new[] { (bob.Id, true), (eve.Id, false) }.Order(), Delegates(scene));
        AssertWarned(first, "bob@example.org: can no longer see private appointments. bob@example.org: no longer gets copies of meeting messages");
        AssertWarned(first, "claire@example.org: is no delegate here: that would let them change the whole calendar, where they have Reviewer");
        AssertWarned(first, "dora@example.org: has no account at the destination");

        await MigrateAsync(scene, "-IncludePermission -ItemType Calendar");
        Assert.Equal(1, Count(scene, "Delegation.set"));

        var dora = Add(scene, "dora@example.org");
        await MigrateAsync(scene, "-IncludePermission -AllowWiderPermission -ItemType Calendar");
        Assert.Equal(new[] { (bob.Id, true), (eve.Id, false), (claire.Id, false), (dora.Id, false) }.Order(), Delegates(scene));
    }

    [Fact]
    public async Task Rules_that_Kerio_has_words_for_become_filters_in_their_order()
    {
        await using var scene = await StartAsync(AddRules);
        var bob = Add(scene, "robert@example.org");

        var run = await session.RunAsync((scene.Settings with { More = "-IncludeSetting -ItemType Mail" }).Migrate(Anna)
            .Replace($"'{Anna}' |", $"'{Anna}', [pscustomobject]@{{ Mailbox = '{Bob}'; KerioLogin = 'robert' }} |", StringComparison.Ordinal));
        Assert.Empty(run.Errors);

        var filters = Filters(scene);
        Assert.Equal(["Projekte", "Boss", "Weiter", "Dahinter"], filters.Select(f => (string?)f["description"]));
        Assert.Equal([true, false, false, false], filters.Select(f => (bool)f["isEnabled"]!));
        AssertJson("""{"evaluationMode":"EmAnyOf","conditions":[{"testedTarget":"CtSubject","comparator":"CcContain","parameters":["Projekt Ä"]},{"testedTarget":"CtSubject","comparator":"CcContain","parameters":["<P2>"]}],"actions":[{"type":"FaSetReadFlag","parameters":[]},{"type":"FaFileInto","parameters":["Projekte"]},{"type":"FaStop","parameters":[]}]}""", filters[0]);
        AssertJson("""{"evaluationMode":"EmAllOf","conditions":[{"testedTarget":"CtFrom","comparator":"CcEqual","parameters":["robert@example.org"]},{"testedTarget":"CtAttachment","comparator":"CcNoComparator","parameters":[]},{"testedTarget":"CtSize","comparator":"CcOver","parameters":["102400"]},{"testedTarget":"CtSubject","comparator":"CcNotContain","parameters":["dringend"]}],"actions":[{"type":"FaKeep","parameters":[]},{"type":"FaFileInto","parameters":["Projekte"]}]}""", filters[1]);
        AssertJson("""{"evaluationMode":"EmAllOf","conditions":[{"testedTarget":"CtAll","comparator":"CcNoComparator","parameters":[]}],"actions":[{"type":"FaKeep","parameters":[]},{"type":"FaCopyToAddress","parameters":["partner@example.net"]},{"type":"FaStop","parameters":[]}]}""", filters[2]);

        AssertWarned(run, "\"Text\" that differ: is not carried: Kerio Connect has no word for the condition contains body strings");
        AssertWarned(run, "\"Outlook\" that differ: is not carried: Exchange shows it in part only");
        AssertWarned(run, "\"Team\" that differ: is not carried: \"Team\" is no single mail address");
        AssertWarned(run, "\"Weiter\" that differ: others get the message as it came instead of one that forwards it. it sends mail to others: it comes switched off");
        AssertWarned(run, "\"Dahinter\" that differ: it comes switched off, for \"Weiter\" before it ends the rules for some mail");
        Assert.Equal("robert", bob.LoginName);
    }

    [Fact]
    public async Task Filters_of_the_user_stay_and_ours_come_once()
    {
        await using var scene = await StartAsync(AddRules);
        var anna = scene.Kerio.Store.AddUser(Anna, "Anna-secret1");
        const string Own = """{"id":"keriostorage://filter/0","isEnabled":true,"description":"BOSS","isIncomplete":false,"conditions":[],"actions":[{"type":"FaKeep","parameters":[]}],"evaluationMode":"EmAllOf","more":7}""";
        anna.Filters = [Own];

        var first = await MigrateAsync(scene, "-IncludeSetting -ItemType Mail -ResetPassword");
        Assert.Equal(["BOSS", "Projekte", "Weiter", "Dahinter"], Filters(scene).Select(f => (string?)f["description"]));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Own), Filters(scene)[0]));
        AssertWarned(first, "\"Boss\" that differ: there is another rule of this name at the destination");

        // Anna switches one on, and removes another one: both stay so.
        anna.Filters = [.. anna.Filters.Where(f => !f.Contains("Projekte\",\"isInc", StringComparison.Ordinal)).Select(f => f.Replace("\"isEnabled\":false", "\"isEnabled\":true", StringComparison.Ordinal))];
        var before = anna.Filters;
        Assert.Equal(3, before.Count);
        var second = await MigrateAsync(scene, "-IncludeSetting -ItemType Mail");
        Assert.Equal(before, anna.Filters);
        Assert.Equal(1, Count(scene, "Filters.set"));
        AssertWarned(second, "\"Projekte\" that differ: its owner removed it at the destination");

        // A new one comes behind them.
        Mailbox(scene).Settings.Rules = [.. Mailbox(scene).Settings.Rules, new SeededRule("Neu", "<t:Delete>true</t:Delete>", "<t:ContainsSenderStrings><t:String>spam</t:String></t:ContainsSenderStrings>")];
        await MigrateAsync(scene, "-IncludeSetting -ItemType Mail");
        Assert.Equal(["BOSS", "Weiter", "Dahinter", "Neu"], Filters(scene).Select(f => (string?)f["description"]));
        var trash = anna.Mailbox.Find(SpecialUse.Trash)!.Path;
        Assert.Equal(trash, (string?)Filters(scene)[3]["actions"]![0]!["parameters"]![0]);
    }

    [Fact]
    public async Task An_undo_takes_back_what_runs_set_and_nothing_else()
    {
        await using var scene = await StartAsync(anna =>
        {
            AddRules(anna);
            anna.Settings.OutOfOffice = Away;
            anna.Settings.Delegates = [Delegate("Bob", Bob), Delegate("Claire", Claire)];
        });
        var (bob, eve) = (Add(scene, Bob), Add(scene, "eve@example.org"));
        Add(scene, Claire);
        var anna = scene.Kerio.Store.AddUser(Anna, "Anna-secret1");
        const string Own = """{"id":"keriostorage://filter/0","isEnabled":true,"description":"BOSS","isIncomplete":false,"conditions":[],"actions":[{"type":"FaKeep","parameters":[]}],"evaluationMode":"EmAllOf","more":7}""";
        anna.Filters = [Own];
        anna.Delegates = [new KerioDelegate(eve.Id, false), new KerioDelegate(bob.Id, false)];

        // The answer is lost, also when it is tried again: only what was stated before knows of it.
        scene.Kerio.Faults.Add(new Fault { On = "Session.setOutOfOffice", Action = FaultAction.DoneThenReset, Count = int.MaxValue });
        var run = await MigrateAsync(scene, "-IncludeSetting -IncludePermission -ItemType Mail -ResetPassword");
        AssertWarned(run, "out of office settings could not be carried");
        Assert.True(Reply(scene).IsEnabled);
        scene.Kerio.Faults.Clear();
        Assert.Equal(3, Delegates(scene).Count());

        // Anna switches one of the rules on: it is hers from now on.
        anna.Filters = [.. anna.Filters.Select(f => f.Contains("\"Weiter\"", StringComparison.Ordinal) ? f.Replace("\"isEnabled\":false", "\"isEnabled\":true", StringComparison.Ordinal) : f)];
        var undone = await session.RunAsync(scene.Settings.Undo(Anna));

        Assert.Empty(undone.Errors);
        var row = Assert.Single(undone.Output);
        Assert.Equal(("8", "1"), (row["PartsRemoved"].ToString(), row["PartsKept"].ToString()));
        Assert.Contains("rule \"Weiter\": It was changed", row["Message"].ToString(), StringComparison.Ordinal);
        Assert.Equal(["BOSS", "Weiter"], Filters(scene).Select(f => (string?)f["description"]));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Own), Filters(scene)[0]));
        Assert.Equal(new KerioOutOfOffice(), Reply(scene));
        Assert.Equal(new[] { (bob.Id, false), (eve.Id, false) }.Order(), Delegates(scene));

        // A removed rule was removed by us: the next run adds it again.
        await MigrateAsync(scene, "-IncludeSetting -ItemType Mail");
        Assert.Equal(["BOSS", "Weiter", "Projekte", "Dahinter"], Filters(scene).Select(f => (string?)f["description"]));
        Assert.True(Reply(scene).IsEnabled);
    }

    [Fact]
    public async Task An_undo_leaves_an_out_of_office_that_its_owner_has_changed()
    {
        await using var scene = await StartAsync(anna => anna.Settings.OutOfOffice = Away);
        await MigrateAsync(scene, "-IncludeSetting -ItemType Mail");
        Account(scene).OutOfOffice = Reply(scene) with { Text = "Mine" };

        var undone = await session.RunAsync(scene.Settings.Undo(Anna));

        Assert.Equal("1", Assert.Single(undone.Output)["PartsKept"].ToString());
        AssertWarned(undone, "out of office: It was changed after the migration; it was left as it is.");
        Assert.Equal("Mine", Reply(scene).Text);
    }

    [Fact]
    public async Task A_rule_that_changed_at_the_source_follows_unless_its_owner_changed_it_here()
    {
        await using var scene = await StartAsync(AddRules);
        await MigrateAsync(scene, "-IncludeSetting -ItemType Mail");
        var before = Filters(scene).Select(f => f.ToJsonString()).ToList();
        Assert.Equal("Projekte", (string?)Filters(scene)[0]["description"]);
        ChangeRule(scene, "Projekte", "neu");

        await MigrateAsync(scene, "-IncludeSetting -ItemType Mail");
        Assert.Equal("neu", (string?)Filters(scene)[0]["conditions"]![0]!["parameters"]![0]);
        Assert.Equal(before.Skip(1), Filters(scene).Skip(1).Select(f => f.ToJsonString()));

        // What was set twice is still ours; what Anna has changed is hers.
        ChangeRule(scene, "Projekte", "noch neuer");
        await MigrateAsync(scene, "-IncludeSetting -ItemType Mail");
        Assert.Equal("noch neuer", (string?)Filters(scene)[0]["conditions"]![0]!["parameters"]![0]);
        Account(scene).Filters = [.. Account(scene).Filters.Select(f => f.Replace("noch neuer", "ihres", StringComparison.Ordinal))];
        var last = await MigrateAsync(scene, "-IncludeSetting -ItemType Mail");
        Assert.Equal("ihres", (string?)Filters(scene)[0]["conditions"]![0]!["parameters"]![0]);
        AssertWarned(last, "\"Projekte\" that differ: there is another rule of this name at the destination");
    }

    [Fact]
    public async Task What_is_over_at_the_source_is_taken_back_here()
    {
        await using var scene = await StartAsync(anna =>
        {
            AddRules(anna);
            anna.Settings.OutOfOffice = Away;
            anna.Settings.Delegates = [Delegate("Bob", Bob), Delegate("Claire", Claire)];
        });
        var (bob, claire, eve) = (Add(scene, Bob), Add(scene, Claire), Add(scene, "eve@example.org"));
        scene.Kerio.Store.AddUser(Anna, "Anna-secret1").Delegates = [new KerioDelegate(eve.Id, false)];
        const string Run = "-IncludeSetting -IncludePermission -ItemType Mail -ResetPassword";
        await MigrateAsync(scene, Run);
        var source = Mailbox(scene).Settings;
        var boss = source.Rules.Single(r => r.Name == "Boss");
        (source.OutOfOffice, source.Rules, source.Delegates) = (new SeededOutOfOffice(), [.. source.Rules.Where(r => r != boss)], [Delegate("Bob", Bob)]);

        // An out of office that is over ends here, too; what is more than that is told.
        var told = await MigrateAsync(scene, Run);
        Assert.Equal(new KerioOutOfOffice(), Reply(scene));
        AssertWarned(told, "Boss: the source has it no more, and what a run set stays here; -RemoveDeleted takes it back");
        AssertWarned(told, "claire@example.org: the source has it no more");
        Assert.Equal(4, Filters(scene).Count);
        Assert.Equal(3, Delegates(scene).Count());

        await MigrateAsync(scene, Run + " -RemoveDeleted");
        Assert.Equal(["Projekte", "Weiter", "Dahinter"], Filters(scene).Select(f => (string?)f["description"]));
        Assert.Equal(new[] { (bob.Id, true), (eve.Id, false) }.Order(), Delegates(scene));

        // Its owner has not removed it: it comes again.
        source.Rules = [.. source.Rules, boss];
        await MigrateAsync(scene, Run);
        Assert.Equal(["Projekte", "Weiter", "Dahinter", "Boss"], Filters(scene).Select(f => (string?)f["description"]));
        Assert.NotEqual("", claire.Id);
    }

    private static void ChangeRule(MigrationScene scene, string name, string text) => Mailbox(scene).Settings.Rules =
    [
        .. Mailbox(scene).Settings.Rules.Select(r => r.Name == name ? r with { Conditions = $"<t:ContainsSubjectStrings><t:String>{text}</t:String></t:ContainsSubjectStrings>" } : r),
    ];

    private static SeededDelegate Delegate(string name, string address) =>
        new(new SeededAddress(name, address), new Dictionary<string, string> { ["Calendar"] = "Editor", ["Inbox"] = "Editor" });

    private static void AddRules(SeededMailbox anna)
    {
        var folder = anna.AddFolder(anna.TopOfInformationStore, "Projekte");
        var bob = Addresses("Bob", Bob);
        anna.Settings.Rules =
        [
            new SeededRule("Projekte", $"<t:MarkAsRead>true</t:MarkAsRead><t:MoveToFolder><t:FolderId Id=\"{folder.Id}\"/></t:MoveToFolder><t:StopProcessingRules>true</t:StopProcessingRules>",
                "<t:ContainsSubjectStrings><t:String>Projekt Ä</t:String><t:String>&lt;P2&gt;</t:String></t:ContainsSubjectStrings>"),
            new SeededRule("Text", "<t:MarkAsRead>true</t:MarkAsRead>", "<t:ContainsBodyStrings><t:String>x</t:String></t:ContainsBodyStrings>"),
            new SeededRule("Boss", $"<t:CopyToFolder><t:FolderId Id=\"{folder.Id}\"/></t:CopyToFolder>",
                $"<t:FromAddresses>{bob}</t:FromAddresses><t:HasAttachments>true</t:HasAttachments><t:WithinSizeRange><t:MinimumSize>100</t:MinimumSize></t:WithinSizeRange>",
                "<t:ContainsSubjectStrings><t:String>dringend</t:String></t:ContainsSubjectStrings>", IsEnabled: false),
            new SeededRule("Outlook", "<t:MarkAsRead>true</t:MarkAsRead>", IsNotSupported: true),
            new SeededRule("Team", "<t:MarkAsRead>true</t:MarkAsRead>", $"<t:FromAddresses>{Addresses("Team", "team@example.org", "PublicDL")}</t:FromAddresses>"),
            new SeededRule("Weiter", $"<t:ForwardToRecipients>{Addresses("Partner", "partner@example.net")}</t:ForwardToRecipients><t:StopProcessingRules>true</t:StopProcessingRules>"),
            new SeededRule("Dahinter", "<t:MarkAsRead>true</t:MarkAsRead>"),
        ];
    }

    private static string Addresses(string name, string address, string type = "Mailbox") =>
        $"<t:Address><t:Name>{name}</t:Name><t:EmailAddress>{address}</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType><t:MailboxType>{type}</t:MailboxType></t:Address>";

    private static async Task<MigrationScene> StartAsync(Action<SeededMailbox> change)
    {
        var organization = Seed.Groupware();
        change(organization.Find(Anna)!.Mailbox);
        return await MigrationScene.StartAsync(organization: organization);
    }

    private async Task<CommandOutcome> MigrateAsync(MigrationScene scene, string more)
    {
        var run = await session.RunAsync((scene.Settings with { More = more }).Migrate(Anna));
        Assert.Empty(run.Errors);
        return run;
    }

    private static void AssertJson(string expected, JsonNode filter) => Assert.All(
        JsonNode.Parse(expected)!.AsObject(), m => Assert.True(JsonNode.DeepEquals(m.Value, filter[m.Key]), $"{m.Key} of {filter.ToJsonString()}"));

    private static void AssertWarned(CommandOutcome run, string text) => Assert.True(
        run.Warnings.Any(w => w.Contains(text, StringComparison.Ordinal)), $"{text} is not among\n{string.Join("\n", run.Warnings)}");

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'+0000'", CultureInfo.InvariantCulture);

    private static SeededMailbox Mailbox(MigrationScene scene) => scene.Exchange.Organization.Find(Anna)!.Mailbox;

    private static KerioUser Account(MigrationScene scene) => scene.Kerio.Store.FindUser(Anna)!;

    private static KerioUser Add(MigrationScene scene, string address) => scene.Kerio.Store.AddUser(address, "Secret-1234");

    private static KerioOutOfOffice Reply(MigrationScene scene) => Account(scene).OutOfOffice;

    private static IReadOnlyList<JsonNode> Filters(MigrationScene scene) => [.. Account(scene).Filters.Select(f => JsonNode.Parse(f)!)];

    private static IEnumerable<(string, bool)> Delegates(MigrationScene scene) => Account(scene).Delegates.Select(d => (d.UserId, d.IsInboxWritable)).Order();

    private static int Count(MigrationScene scene, string method) => scene.Kerio.Calls.Count(c => c.Name == method);
}
