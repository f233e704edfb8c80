using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Planning;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;
using Xunit;

namespace KerioMigration.Tests.Exchange;

public sealed class GroupReadingTests
{
    [Theory]
    [InlineData(ExchangeVersion.Exchange2010Sp2, "*")]
    [InlineData(ExchangeVersion.Exchange2016, "*")]
    [InlineData(ExchangeVersion.Exchange2016, "team@example.org")]
    [InlineData(ExchangeVersion.Exchange2016, "Whole T*")]
    public async Task Everybody_in_it_and_in_groups_within_is_named_once(ExchangeVersion version, string pattern)
    {
        await using var server = await StartAsync(new SimulatedExchangeOptions { Version = version });

        var groups = await server.Client.ReadGroupsAsync([pattern], default);

        var team = groups.Single(g => g.Address == "team@example.org");
        Assert.Equal("Whole Team", team.Name);
        Assert.Equal(
            [new GroupMember("anna@example.org", true), new GroupMember("bob@example.org", true), new GroupMember("guest@else.where", false)],
            team.Members.OrderBy(m => m.Address, StringComparer.Ordinal));

        // They hold each other; it comes to an end.
        Assert.Equal(["inner@example.org"], team.Nested);
        Assert.Empty(team.Losses);
        Assert.Equal(pattern == "*" ? ["inner@example.org", "secret@example.org", "team@example.org"] : ["team@example.org"], groups.Select(g => g.Address).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_group_that_keeps_its_members_to_itself_says_so()
    {
        await using var server = await StartAsync(null);

        var group = Assert.Single(await server.Client.ReadGroupsAsync(["secret*"], default));

        Assert.Empty(group.Members);
        Assert.Contains("The members of secret@example.org could not be read (ErrorNameResolutionNoResults)", group.Losses);
    }

    [Fact]
    public async Task Nobody_takes_a_group_for_a_mailbox()
    {
        await using var server = await StartAsync(null);
        var users = 0;
        await foreach (var user in server.Client.Users.ListUsersAsync([], false, default))
        {
            Assert.Equal("Mailbox", user.MailboxType);
            users++;
        }

        Assert.Equal(server.Exchange.Organization.Users.Count, users);
    }

    private static Task<ExchangeTestServer> StartAsync(SimulatedExchangeOptions? options)
    {
        var organization = Seed.Tiny();
        organization.Groups =
        [
            new SeededGroup
            {
                DisplayName = "Whole Team",
                PrimarySmtpAddress = "team@example.org",
                Members = [Member("anna@example.org"), Member("inner@example.org", "PublicDL"), Member("guest@else.where", "Contact")],
            },
            new SeededGroup
            {
                DisplayName = "Inner Circle",
                PrimarySmtpAddress = "inner@example.org",
                Members = [Member("ANNA@example.org"), Member("bob@example.org"), Member("team@example.org", "PublicDL")],
            },
            new SeededGroup { DisplayName = "Secret Group", PrimarySmtpAddress = "secret@example.org", Members = null },
        ];
        return ExchangeTestServer.StartAsync(organization, options);
    }

    private static SeededMember Member(string address, string type = "Mailbox") => new(new SeededAddress(address, address), type);
}
