using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Demo.Hosting;
using KerioMigration.Demo.Proof;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Demo;

public sealed class DemoCommandTests
{
    [Fact]
    public async Task Ends_with_the_proof_that_every_message_arrived_once()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(HostedEngine).Assembly.Location },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Contains("3 appointments, 2 contacts and lists, 1 tasks, 1 notes: each arrived once; nobody was invited", output, StringComparison.Ordinal);
        var isWithCorpus = Directory.Exists(TestPaths.Shared("corpus/mail"));
        Assert.Matches(
            $@"^\d{{3}} messages in \d\d folders of {(isWithCorpus ? 7 : 6)} mailboxes: identical; 0 missing; 0 twice$",
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1]);
        Assert.Equal((0, ""), (process.ExitCode, await error));
        Assert.Contains("AccessDenied", output, StringComparison.Ordinal);
        Assert.Equal(isWithCorpus ? 7 : 6, output.Split('\n').Count(l => l.Contains(" Perfect ", StringComparison.Ordinal)));
        Assert.All(
            ["Test-MigrationConnection", "Get-ExchangeMailboxUser", "Start-KerioMigration", "Get-MigrationReport", "Test-MigrationResult"],
            command => Assert.Contains(output.Split('\n'), l => l.StartsWith("PS> ", StringComparison.Ordinal) && l.Contains(command, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_proof_finds_what_is_missing_twice_changed_and_elsewhere()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Domains = [new DomainOptions(Seed.Domain) { IsPrimary = true }] });
        var source = Seed.Tiny().Users[0].Mailbox;
        var destination = kerio.Store.AddUser("anna@" + Seed.Domain).Mailbox;
        var inbox = source["inbox"].Items;
        foreach (var item in inbox.Skip(2).Append(inbox[3]))
        {
            destination.Folder("INBOX").Append(item.Mime, default, default);
        }

        destination.Folder("INBOX").Append("Subject: never sent\r\n\r\n"u8.ToArray(), default, default);
        destination.Folder("INBOX").Append(source["sentitems"].Items[0].Mime, default, default);
        destination.Create("Other name")!.Append(source["drafts"].Items[0].Mime, default, default);

        var comparison = MailComparison.Of(source, destination);

        // Two of the inbox and the one of the folder below it are missing; the inbox, that folder and the sent items do not lie together.
        Assert.Equal("10 messages in 4 folders of 1 mailboxes: NOT identical, 1 with other bytes, 3 folders scattered; 3 missing; 1 twice", comparison.ToString());
        Assert.False(comparison.IsIdentical);
    }
}
