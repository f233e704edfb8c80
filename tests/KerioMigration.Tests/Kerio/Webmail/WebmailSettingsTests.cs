using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.Webmail;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Settings;
using KerioMigration.Engine.Transfer;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.Store;
using Xunit;

namespace KerioMigration.Tests.Kerio.Webmail;

/// <summary>Rights, delegates and automatic replies through the client API.</summary>
public sealed class WebmailSettingsTests : IAsyncLifetime
{
    private static readonly DeliveryRule Read = new(
        "Read", true, false, [new DeliveryCondition(DeliverySubject.EveryMessage, DeliveryTest.Exists)], [new DeliveryAction(DeliveryActionKind.MarkAsRead)]);

    private WebmailHost host = null!;
    private WebmailMailbox mailbox = null!;
    private string calendar = "";

    private KerioFolder Stored => host.Store.Default(FolderKind.Calendar);

    public async Task InitializeAsync()
    {
        host = await WebmailHost.StartAsync();
        host.Kerio.Store.AddUser("bert@example.com", "Bert-secret1");
        host.Kerio.Store.AddUser("cora@example.com", "Cora-secret1");
        mailbox = host.Open();
        calendar = (await mailbox.ListFoldersAsync(default)).Single(f => f.Role == FolderRole.Calendar).FullName;
    }

    public async Task DisposeAsync()
    {
        await mailbox.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_right_is_added_to_those_that_others_have()
    {
        var (bert, cora) = (await PrincipalAsync("bert"), await PrincipalAsync("cora"));
        await GrantAsync(new FolderPermission(bert, FolderAccess.ReadOnly));
        await GrantAsync(new FolderPermission(cora, FolderAccess.ReadWrite));
        Assert.Equal([(bert.Id, "FAccessReadOnly"), (cora.Id, "FAccessReadWrite")], Stored.Permissions.Select(p => (p.PrincipalId, p.Access.ToString())));
        await GrantAsync(new FolderPermission(bert, FolderAccess.Admin));
        Assert.Equal([(cora.Id, "FAccessReadWrite"), (bert.Id, "FAccessAdmin")], Stored.Permissions.Select(p => (p.PrincipalId, p.Access.ToString())));
        await GrantAsync(new FolderPermission(new Principal("", "ptAuthUser", "", ""), FolderAccess.ListingOnly));
        Assert.Equal(3, Stored.Permissions.Count);
    }

    [Fact]
    public async Task What_is_there_already_is_not_written_again()
    {
        var wanted = new FolderPermission(await PrincipalAsync("bert"), FolderAccess.ReadOnly);
        await GrantAsync(wanted);
        await GrantAsync(wanted);
        Assert.Equal(1, Count("Folders.setPermissions"));
    }

    [Fact]
    public async Task Inherited_rights_stay_where_they_are()
    {
        var folder = host.Account.Domain.PublicFolders.Create("Team", FolderKind.Calendar)!;
        var id = $"keriostorage://folder/example.com/~public/{folder.Guid}";
        var everybody = new Principal(host.Account.Domain.Id, "ptDomain", "", "");
        await mailbox.Settings.GrantAsync(id, [new FolderPermission(everybody, FolderAccess.ReadOnly)], default);
        Assert.Equal(0, Count("Folders.setPermissions"));

        var bert = await PrincipalAsync("bert");
        await mailbox.Settings.GrantAsync(id, [new FolderPermission(bert, FolderAccess.ReadWrite)], default);
        Assert.Equal([bert.Id], folder.Permissions.Select(p => p.PrincipalId));
        Assert.Equal([true, false], (await mailbox.Settings.ReadPermissionsAsync(id, default)).Select(p => p.Inherited));

        // More than the root gives: the server says no, and nobody claims otherwise.
        var failure = (await Assert.ThrowsAsync<MigrationException>(
            () => mailbox.Settings.GrantAsync(id, [new FolderPermission(everybody, FolderAccess.ReadWrite)], default))).Failure;
        Assert.Equal((FailureScope.Folder, Reason.AccessDenied), (failure.Scope, failure.Reason));
        Assert.Equal([bert.Id], folder.Permissions.Select(p => p.PrincipalId));
    }

    [Fact]
    public async Task Delegates_are_added_and_only_users_can_be()
    {
        var (bert, cora) = (await PrincipalAsync("bert"), await PrincipalAsync("cora"));
        await mailbox.Settings.AddDelegatesAsync([new MailboxDelegate(bert, IsInboxWritable: true)], PartRecord.Nothing, default);
        await mailbox.Settings.AddDelegatesAsync([new MailboxDelegate(cora, false), new MailboxDelegate(bert, true), new MailboxDelegate(new Principal("x", "ptGroup", "", ""), true)], PartRecord.Nothing, default);
        Assert.Equal([(bert.Id, true), (cora.Id, false)], host.Account.Delegates.Select(d => (d.UserId, d.IsInboxWritable)));
        Assert.Equal(["bert@example.com", "cora@example.com"], (await mailbox.Settings.ReadDelegatesAsync(default)).Select(d => d.Principal.MailAddress));
    }

    [Fact]
    public async Task An_automatic_reply_is_kept_as_it_is()
    {
        Assert.Equal(new AutomaticReply(false, ""), await mailbox.Settings.ReadReplyAsync(default));
        var reply = new AutomaticReply(true, "Weg bis Montag\nGruß", new(2026, 1, 4, 8, 0, 0, default), new(2026, 1, 10, 8, 0, 0, default));
        await mailbox.Settings.WriteReplyAsync(reply, default);
        Assert.Equal(reply, await mailbox.Settings.ReadReplyAsync(default));
        Assert.Equal(new KerioOutOfOffice(true, "Weg bis Montag\nGruß", true, "20260104T080000+0000", "20260110T080000+0000"), host.Account.OutOfOffice);

        // Zones with and without a colon have been seen.
        host.Account.OutOfOffice = host.Account.OutOfOffice with { Start = "20260104T090000+0100", End = "20260110T090000+01:00" };
        Assert.Equal(reply, await mailbox.Settings.ReadReplyAsync(default));
    }

    [Fact]
    public async Task A_filter_that_somebody_adds_meanwhile_stays()
    {
        host.Kerio.Faults.Add(new Fault { On = "Filters.set", Action = FaultAction.Latency, Duration = TimeSpan.Zero });
        host.Kerio.Faults.Hit += _ => host.Account.Filters = ["""{"description":"Theirs","isEnabled":true,"isIncomplete":false,"conditions":[],"actions":[],"evaluationMode":"EmAllOf"}"""];

        Assert.Equal([RuleOutcome.Added], await mailbox.Settings.AddRulesAsync([Read], [], PartRecord.Nothing, default));
        Assert.Equal(["Theirs", "Read"], host.Account.Filters.Select(f => (string?)JsonNode.Parse(f)!["description"]));
        Assert.Equal(2, Count("Filters.set"));
        Assert.Equal([RuleOutcome.Present], await mailbox.Settings.AddRulesAsync([Read with { IsEnabled = false }], [], PartRecord.Nothing, default));
        Assert.Equal([RuleOutcome.Different], await mailbox.Settings.AddRulesAsync([Read with { Name = "THEIRS" }], [], PartRecord.Nothing, default));
        host.Account.Filters = [];
        Assert.Equal([RuleOutcome.Removed], await mailbox.Settings.AddRulesAsync([Read], ["Read"], PartRecord.Nothing, default));
        Assert.Equal(2, Count("Filters.set"));
    }

    [Fact]
    public async Task Filters_that_are_refused_are_not_tried_twice()
    {
        host.Kerio.Faults.Add(new Fault { On = "Filters.set", Action = FaultAction.Error, Code = "1000" });
        var failure = (await Assert.ThrowsAsync<MigrationException>(() => mailbox.Settings.AddRulesAsync([Read], [], PartRecord.Nothing, default))).Failure;
        Assert.Equal(FailureScope.Folder, failure.Scope);
        Assert.Equal(1, Count("Filters.set"));
        Assert.Empty(host.Account.Filters);
    }

    [Fact]
    public async Task Nobody_has_an_unknown_address() => Assert.Null(await mailbox.Settings.FindPrincipalAsync("nobody@example.com", default));

    private Task GrantAsync(FolderPermission wanted) => mailbox.Settings.GrantAsync(calendar, [wanted], default);

    private async Task<Principal> PrincipalAsync(string name) => (await mailbox.Settings.FindPrincipalAsync($"{name}@example.com", default))!;

    private int Count(string method) => host.Kerio.Calls.Count(c => c.Name == method);
}
