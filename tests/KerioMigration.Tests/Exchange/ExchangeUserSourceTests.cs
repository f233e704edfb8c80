using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Seeding;
using Xunit;

namespace KerioMigration.Tests.Exchange;

public sealed class ExchangeUserSourceTests
{
    [Theory]
    [InlineData(ExchangeVersion.Exchange2010Sp2, true)]
    [InlineData(ExchangeVersion.Exchange2013Sp1, true)]
    [InlineData(ExchangeVersion.Exchange2016, true)]
    [InlineData(ExchangeVersion.Exchange2016, false)]
    public async Task Everybody_is_found_once_with_details(ExchangeVersion version, bool maySearch)
    {
        var organization = Seed.Demo();
        organization.ServiceAccount.HasMailboxSearchRight = maySearch;
        await using var server = await ExchangeTestServer.StartAsync(organization, new SimulatedExchangeOptions { Version = version });

        var users = await ListAsync(server);

        Assert.Equal(organization.Users.Select(u => u.PrimarySmtpAddress).Order(StringComparer.Ordinal), users.Select(u => u.PrimarySmtpAddress).Order(StringComparer.Ordinal));
        foreach (var (user, seeded) in users.Join(organization.Users, u => u.PrimarySmtpAddress, s => s.PrimarySmtpAddress, (u, s) => (u, s), StringComparer.Ordinal))
        {
            Assert.Equal(
                (seeded.DisplayName, seeded.Alias, seeded.Department, seeded.Title, seeded.Office, seeded.Company, seeded.Phone, "Mailbox"),
                (user.DisplayName, user.Alias, user.Department, user.Title, user.Office, user.Company, user.Phone, user.MailboxType));
            Assert.Null(user.ItemCount);
        }
    }

    [Fact]
    public async Task More_than_a_page_of_names_is_walked_to_its_end()
    {
        var organization = Crowd(340);
        organization.ServiceAccount.HasMailboxSearchRight = false;
        await using var server = await ExchangeTestServer.StartAsync(organization);

        var users = await ListAsync(server);

        Assert.Equal(340, users.Select(u => u.PrimarySmtpAddress).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(340, users.Count);
    }

    [Fact]
    public async Task A_beginning_that_very_many_addresses_share_is_walked_to_its_end()
    {
        var organization = Crowd(150, name: "maximilian.m{0:000}", displayName: "Maximilian M");
        organization.ServiceAccount.HasMailboxSearchRight = false;
        await using var server = await ExchangeTestServer.StartAsync(organization);

        Assert.Equal(150, (await ListAsync(server)).Select(u => u.PrimarySmtpAddress).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_name_that_very_many_people_have_brings_all_of_them()
    {
        var organization = Crowd(150, name: "u{0}");
        organization.ServiceAccount.HasMailboxSearchRight = false;
        await using var server = await ExchangeTestServer.StartAsync(organization);

        Assert.Equal(150, (await ListAsync(server, false, "Smith", "nobody")).Select(u => u.PrimarySmtpAddress).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_directory_that_cannot_be_listed_to_its_end_says_so()
    {
        var organization = Crowd(101, name: new string('a', 70) + "{0}");
        organization.ServiceAccount.HasMailboxSearchRight = false;
        await using var server = await ExchangeTestServer.StartAsync(organization);

        var error = await Assert.ThrowsAsync<MigrationException>(() => ListAsync(server));

        Assert.Equal((FailureScope.Run, Reason.UnexpectedAnswer), (error.Failure.Scope, error.Failure.Reason));
        Assert.Contains("CSV file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_are_no_users()
    {
        var organization = Crowd(3, type: i => i == 1 ? "PublicDL" : "Mailbox");
        organization.ServiceAccount.HasMailboxSearchRight = false;
        await using var server = await ExchangeTestServer.StartAsync(organization);

        Assert.Equal(2, (await ListAsync(server)).Count);
    }

    [Fact]
    public async Task Prefixes_narrow_the_search()
    {
        await using var server = await ExchangeTestServer.StartAsync(Seed.Demo());

        var users = await ListAsync(server, false, "bo", "Novák");

        Assert.Equal(["bob@example.org", "jan@example.org"], users.Select(u => u.PrimarySmtpAddress).Order(StringComparer.Ordinal));
        Assert.InRange(server.Exchange.Requests.Count, 2, 4);
    }

    [Fact]
    public async Task Sizes_are_counted_where_the_mailbox_opens()
    {
        var organization = Seed.Demo();
        await using var server = await ExchangeTestServer.StartAsync(organization);
        server.Exchange.Faults.Add(new Fault { On = "GetFolder", Action = FaultAction.Error, Code = "ErrorNonExistentMailbox", Target = "jan@example.org", Count = int.MaxValue });

        var users = await ListAsync(server, true);

        Assert.Equal(organization.Users.Count, users.Count);
        foreach (var user in users)
        {
            var folders = organization.Find(user.PrimarySmtpAddress)!.Mailbox.Folders;
            var isClosed = user.PrimarySmtpAddress == "jan@example.org";
            Assert.Equal(isClosed ? null : folders.Sum(f => (long)f.TotalCount), user.ItemCount);
            Assert.Equal(isClosed ? null : folders.Sum(f => f.Size), user.TotalBytes);
        }
    }

    [Fact]
    public async Task Measures_archives_where_there_are_any()
    {
        await using var server = await ExchangeTestServer.StartAsync(Seed.Groupware());

        var users = await ListAsync(server, includeSize: true);

        Assert.Equal([1, null, null], users.OrderBy(u => u.PrimarySmtpAddress, StringComparer.Ordinal).Select(u => u.ArchiveItemCount));
        Assert.Equal([true, false, false], users.OrderBy(u => u.PrimarySmtpAddress, StringComparer.Ordinal).Select(u => u.ArchiveBytes > 0));
    }

    private static async Task<List<SourceUser>> ListAsync(ExchangeTestServer server, bool includeSize = false, params string[] prefixes)
    {
        List<SourceUser> users = [];
        await foreach (var user in server.Client.Users.ListUsersAsync(prefixes, includeSize, default))
        {
            users.Add(user);
        }

        return users;
    }

    private static Organization Crowd(int count, string name = "smith{0}", string displayName = "Smith {0}", Func<int, string>? type = null) => new()
    {
        Domain = Seed.Domain,
        ServiceAccount = Seed.Tiny().ServiceAccount,
        Users = [.. Enumerable.Range(0, count).Select(i => new SeededUser
        {
            Alias = string.Format(CultureInfo.InvariantCulture, name, i),
            DisplayName = string.Format(CultureInfo.InvariantCulture, displayName, i),
            PrimarySmtpAddress = string.Format(CultureInfo.InvariantCulture, name, i) + "@example.org",
            Password = "x",
            MailboxType = type?.Invoke(i) ?? "Mailbox",
            Mailbox = StandardFolders.Create(string.Format(CultureInfo.InvariantCulture, name, i) + "@example.org", CultureInfo.InvariantCulture),
        })],
    };
}
