using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using KerioMigration.Engine;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Tests.Support;
using Xunit;
using static KerioMigration.Tests.EndToEnd.MigrationScene;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>What -WhatIf says, by the way that the cmdlet goes.</summary>
public sealed class PlanTests
{
    private readonly MigrationOperations operations = new();

    [Fact]
    public async Task Says_account_folders_items_and_bytes()
    {
        await using var scene = await StartAsync();
        scene.Kerio.Store.AddUser(Jan);

        var plans = await PlanAsync(scene, new MigrationOptions { ExcludeFolder = ["#Deleted"] }, Jan, Info);

        Assert.Equal([("jan@example.org", "Use", "None"), ("info", "Create", "None")], plans.Select(p => (p.Destination, p.Action, p.Reason)));
        var all = await PlanAsync(scene, new MigrationOptions(), Jan);
        Assert.Equal((all[0].Folders - 1, all[0].ExcludedFolders + 1), (plans[0].Folders, plans[0].ExcludedFolders));
        var mail = scene.Exchange.Organization.Find(Jan)!.Mailbox.Folders;
        Assert.Equal((40, 0), (all[0].Items, all[0].Carried));
        Assert.InRange(all[0].Bytes, 1, mail.Sum(f => f.Size));
    }

    [Fact]
    public async Task Says_why_a_mailbox_would_be_refused_and_goes_on()
    {
        await using var scene = await StartAsync();
        scene.Kerio.Store.AddUser(Info, change: u => u.IsEnabled = false);

        var plans = await PlanAsync(scene, new MigrationOptions(), "nobody@example.org", Info, Jan);

        Assert.Equal([("Refuse", "MailboxNotFound"), ("Refuse", "AccountDisabled"), ("Create", "None")], plans.Select(p => (p.Action, p.Reason)));
        Assert.Contains("nobody@example.org", plans[0].Message, StringComparison.Ordinal);
        Assert.Contains(Info, plans[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Foresees_a_full_account_by_what_is_still_to_come()
    {
        await using var scene = await StartAsync();
        var account = scene.Kerio.Store.AddUser(Jan, change: u => u.DiskQuota = 10);

        var before = Assert.Single(await PlanAsync(scene, new MigrationOptions(), Jan));
        var dated = Assert.Single(await PlanAsync(scene, new MigrationOptions { After = DateTimeOffset.UnixEpoch }, Jan));
        account.DiskQuota = null;
        await operations.MigrateAsync(Request(scene, new MigrationOptions(), Jan), new RecordingObserver(), default);
        account.DiskQuota = account.Mailbox.UsedBytes + 10;
        var after = Assert.Single(await PlanAsync(scene, new MigrationOptions(), Jan));

        Assert.Equal(("Use", "QuotaExceeded", 0), (before.Action, before.Reason, before.Carried));
        Assert.All([Jan, "10 bytes free", "Raise its quota"], w => Assert.Contains(w, before.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("dates", before.Message, StringComparison.Ordinal);
        Assert.Contains("fewer by the dates", dated.Message, StringComparison.Ordinal);
        Assert.Equal(("Use", "None", 40, 40), (after.Action, after.Reason, after.Items, after.Carried));
    }

    private async Task<IReadOnlyList<PlanReport>> PlanAsync(MigrationScene scene, MigrationOptions options, params string[] mailboxes)
    {
        List<PlanReport> plans = [];
        await operations.PlanAsync(Request(scene, options, mailboxes), plans.Add, _ => { }, default);
        return plans;
    }

    private static MigrationRequest Request(MigrationScene scene, MigrationOptions options, params string[] mailboxes)
    {
        var settings = scene.Settings;
        return new MigrationRequest(
            new ExchangeConnection
            {
                Server = settings.ExchangeServer, Credential = new NetworkCredential(settings.ExchangeUser, settings.ExchangePassword), SkipCertificateCheck = true,
            },
            new KerioConnection
            {
                Server = settings.KerioServer, Credential = new NetworkCredential(settings.KerioUser, settings.KerioPassword),
                MasterPassword = Secret.From(settings.MasterPassword!), SkipCertificateCheck = true,
            },
            settings.LedgerPath,
            options,
            [.. mailboxes.Select(m => new UserMapping { Source = new MailboxRef(m), DestinationLogin = m.Split('@')[0] })]);
    }
}
