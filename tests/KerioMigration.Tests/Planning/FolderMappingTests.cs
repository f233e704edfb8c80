using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Tests.Support.Memory;
using Xunit;

namespace KerioMigration.Tests.Planning;

public sealed class FolderMappingTests
{
    private static readonly Dictionary<string, string[]> NothingKnown = [];
    private static readonly ExistingFolder[] German =
    [
        new(["INBOX"], FolderRole.Inbox, true),
        new(["Gesendete Objekte"], FolderRole.Sent, true),
        new(["Gelöschte Objekte"], FolderRole.Deleted, true),
        new(["Öffentliche Ordner"], FolderRole.None, false),
    ];

    private readonly MemorySource source = new("anna@example.org");

    [Fact]
    public void Puts_special_folders_where_the_destination_has_them_whatever_their_names()
    {
        var inbox = source.AddFolder("Boîte de réception", FolderRole.Inbox);
        var sent = source.AddFolder("Éléments envoyés", FolderRole.Sent);
        source.AddFolder("Clients", parent: inbox);

        Assert.Equal(["INBOX", "Gesendete Objekte", "INBOX/Clients"], Targets(German));
        Assert.All(Map(German), plan => Assert.False(plan.IsRenamed));
        Assert.Equal(FolderRole.Sent, Map(German).Single(p => p.Source.Id == sent.Id).Target!.Role);
    }

    [Fact]
    public void Uses_the_usual_names_while_the_account_does_not_exist()
    {
        source.AddFolder("Posteingang", FolderRole.Inbox);
        source.AddFolder("Papierkorb", FolderRole.Deleted);

        Assert.Equal(["INBOX", "Deleted Items"], Targets([]));
    }

    [Fact]
    public void Gives_rivals_a_suffix_and_says_so()
    {
        source.AddFolder("projects");
        source.AddFolder("Projects");
        source.AddFolder("PROJECTS");

        Assert.Equal(["projects (3)", "Projects (2)", "PROJECTS"], Targets([]));
        Assert.Equal([true, true, false], Map([]).Select(p => p.IsRenamed));
    }

    [Theory]
    [InlineData("Inbox")]
    [InlineData("Sent Items")]
    [InlineData("Calendar")]
    [InlineData("Notes")]
    [InlineData("Public Folders")]
    public void Keeps_an_ordinary_folder_off_names_that_are_something_else_there(string name)
    {
        source.AddFolder(name);

        Assert.Equal([name + " (2)"], Targets([]));
    }

    [Fact]
    public void Keeps_off_levels_that_hold_no_mail()
    {
        source.AddFolder("Öffentliche Ordner");

        Assert.Equal(["Öffentliche Ordner (2)"], Targets(German));
    }

    [Fact]
    public void Joins_an_ordinary_folder_with_its_namesake()
    {
        source.AddFolder("Projekte");

        Assert.Equal(["Projekte"], Targets([.. German, new ExistingFolder(["Projekte"], FolderRole.None, true)]));
    }

    [Fact]
    public void Leaves_a_folder_where_an_earlier_run_put_it()
    {
        var folder = source.AddFolder("Renamed meanwhile");
        source.AddFolder("Old name");
        var known = new Dictionary<string, string[]> { [folder.Id] = ["Old name"] };

        Assert.Equal(["Old name", "Old name (2)"], Map([], known).Select(PathOf));
    }

    [Fact]
    public void Gives_the_same_names_in_whatever_order_folders_are_listed()
    {
        source.AddFolder("a/b");
        source.AddFolder("a／b");
        var folders = source.Folders;

        var forward = FolderMapping.Map(folders, [], NothingKnown, new MigrationOptions(), ItemKinds.All).ToDictionary(p => p.Source.Id, PathOf);
        var backward = FolderMapping.Map([.. folders.Reverse()], [], NothingKnown, new MigrationOptions(), ItemKinds.All).ToDictionary(p => p.Source.Id, PathOf);

        Assert.Equal(forward, backward);
        Assert.Equal(2, forward.Values.Distinct().Count());
    }

    [Fact]
    public void Leaves_kinds_that_were_not_asked_for_hidden_folders_and_sync_logs_out_with_the_reason()
    {
        source.AddFolder("Kalender", FolderRole.Calendar, kind: ItemKind.Calendar);
        var log = source.AddFolder("Synchronisierungsprobleme", FolderRole.SyncIssues);
        source.AddFolder("Konflikte", parent: log);

        var plans = Map([], options: new MigrationOptions { Kinds = [ItemKind.Mail] });

        Assert.Equal([Reason.KindNotSelected, Reason.FolderExcluded, Reason.FolderExcluded], plans.Select(p => p.Reason));
        Assert.All(plans, plan => Assert.Null(plan.Target));
    }

    [Fact]
    public void Keeps_off_names_that_are_folders_of_another_kind_there()
    {
        source.AddFolder("Team", kind: ItemKind.Calendar);
        source.AddFolder("Leute", kind: ItemKind.Contact);

        Assert.Equal(
            ["Team (2)", "Leute"],
            Targets([new ExistingFolder(["Team"], FolderRole.None, CanHoldItems: true), new ExistingFolder(["Leute"], FolderRole.None, CanHoldItems: true, ItemKind.Contact)]));
    }

    [Fact]
    public void Holds_folders_of_kinds_that_the_sign_in_at_hand_cannot_write()
    {
        source.AddFolder("Kalender", FolderRole.Calendar, kind: ItemKind.Calendar);
        source.AddFolder("Journal", FolderRole.Journal, kind: ItemKind.Journal);

        var plans = Map([], writable: [ItemKind.Mail]);

        Assert.Equal([Reason.NoDestinationSignIn, Reason.None], plans.Select(p => p.Reason));
        Assert.Equal((null, ItemKind.Mail), (plans[0].Target, plans[1].Target!.Kind));
    }

    [Fact]
    public void Puts_what_is_no_mail_side_by_side_and_mail_below_it_with_the_mail()
    {
        var calendar = source.AddFolder("Kalender", FolderRole.Calendar, kind: ItemKind.Calendar);
        var team = source.AddFolder("Team", parent: calendar, kind: ItemKind.Calendar);
        source.AddFolder("Team", parent: team, kind: ItemKind.Calendar);
        source.AddFolder("Papers", parent: calendar);

        var plans = Map([new ExistingFolder(["Kalender"], FolderRole.Calendar, CanHoldItems: true)]);

        Assert.Equal(["Kalender", "Team", "Team (2)", "Papers"], plans.Select(PathOf));
        Assert.Equal([FolderRole.Calendar, FolderRole.None, FolderRole.None, FolderRole.None], plans.Select(p => p.Target!.Role));
    }

    [Fact]
    public void Puts_the_archive_below_a_folder_that_is_nobody_elses()
    {
        var archive = AddArchive();
        source.AddFolder("Archive");

        Assert.Equal(
            ["Archive (2)", "Archive (2)/Inbox", "Calendar (Archive)", "Archive (2)/Papers", "Archive"],
            Targets([]));
        Assert.Equal("Archive (3)", PathOf(Map([new ExistingFolder(["archive (2)"], FolderRole.None, CanHoldItems: true)])[0]));
        Assert.All(Map([]), plan => Assert.Equal(FolderRole.None, plan.Target!.Role));

        // Its folders keep their place, also where an earlier run carried one of them alone.
        Assert.Equal(
            ["Old", "Old/Inbox", "Calendar (Archive)", "Old/Papers", "Archive"],
            Map([new ExistingFolder(["Old"], FolderRole.None, CanHoldItems: true)], new Dictionary<string, string[]> { [archive.Inbox.Id] = ["Old", "Inbox"] }).Select(PathOf));
    }

    [Fact]
    public void Joins_an_archive_with_what_is_there_where_that_is_to_be_taken_for_ours()
    {
        AddArchive();

        var there = new ExistingFolder(["Archive"], FolderRole.None, CanHoldItems: true);
        Assert.Equal(["Archive (2)", "Archive"], new[] { false, true }.Select(adopt => PathOf(Map([there], options: new MigrationOptions { Adopt = adopt })[0])));
    }

    [Theory]
    [InlineData("Archive/Inbox", new[] { "Archive/Inbox", "Archive/Inbox" })]
    [InlineData("#ArchiveMailbox/inbox", new[] { "Archive/Inbox" })]
    [InlineData("#ArchiveMailbox", new[] { "Archive", "Archive/Inbox", "Archive/Calendar", "Archive/Calendar/Papers" })]
    [InlineData("#Inbox", new string[0])]
    public void Takes_folders_of_the_archive_by_their_paths(string include, string[] expected)
    {
        AddArchive();
        source.AddFolder("Inbox", parent: source.AddFolder("Archive"));

        var plans = Map([], options: new MigrationOptions { IncludeFolder = [include] });

        Assert.Equal(expected, plans.Where(p => p.Target is not null).Select(p => FolderPath.Join(p.Source.Path)));
    }

    [Theory]
    [InlineData(new[] { "#Inbox" }, new string[0], new[] { "Posteingang", "Posteingang/Kunden" })]
    [InlineData(new[] { "Posteingang/K*" }, new string[0], new[] { "Posteingang/Kunden" })]
    [InlineData(new[] { "#inbox/kunden" }, new string[0], new[] { "Posteingang/Kunden" })]
    [InlineData(new string[0], new[] { "#Inbox" }, new[] { "a//b" })]
    [InlineData(new[] { "*" }, new[] { "*kunden" }, new[] { "Posteingang", "a//b" })]
    [InlineData(new[] { "a//b" }, new string[0], new[] { "a//b" })]
    public void Takes_the_folders_that_the_patterns_name(string[] include, string[] exclude, string[] expected)
    {
        var inbox = source.AddFolder("Posteingang", FolderRole.Inbox);
        source.AddFolder("Kunden", parent: inbox);
        source.AddFolder("a/b");
        var options = new MigrationOptions { IncludeFolder = include, ExcludeFolder = exclude };

        var plans = FolderMapping.Map(source.Folders, [], NothingKnown, options, ItemKinds.All);

        Assert.Equal(expected, plans.Where(p => p.Target is not null).Select(p => FolderPath.Join(p.Source.Path)));
    }

    private (FolderRef Root, FolderRef Inbox) AddArchive()
    {
        var root = source.AddFolder("Archive", FolderRole.ArchiveMailbox);
        var inbox = source.AddFolder("Inbox", FolderRole.ArchiveMailbox, root);
        var calendar = source.AddFolder("Calendar", FolderRole.ArchiveMailbox, root, ItemKind.Calendar);
        source.AddFolder("Papers", FolderRole.ArchiveMailbox, calendar);
        return (root, inbox);
    }

    private static string PathOf(FolderPlan plan) => string.Join("/", plan.Target!.Path);

    private IReadOnlyList<FolderPlan> Map(
        ExistingFolder[] existing, Dictionary<string, string[]>? known = null, MigrationOptions? options = null, IReadOnlyCollection<ItemKind>? writable = null) =>
        FolderMapping.Map(source.Folders, existing, known ?? NothingKnown, options ?? new MigrationOptions(), writable ?? ItemKinds.All);

    private IEnumerable<string> Targets(ExistingFolder[] existing) => Map(existing).Select(PathOf);
}
