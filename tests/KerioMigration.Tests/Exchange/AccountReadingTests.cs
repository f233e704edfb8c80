using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Seeding;
using Xunit;

namespace KerioMigration.Tests.Exchange;

/// <summary>What the directory tells about one user, where no row does.</summary>
public sealed class AccountReadingTests
{
    private static readonly MailboxRef Anna = new("anna@example.org");

    [Theory]
    [InlineData(ExchangeVersion.Exchange2010Sp2)]
    [InlineData(ExchangeVersion.Exchange2016)]
    public async Task Addresses_come_by_EWS_and_the_present_legacy_name_by_Autodiscover(ExchangeVersion version)
    {
        var organization = Seed.Tiny();
        organization.Find(Anna.Address)!.Proxies = ["smtp:a.arnold@example.org"];
        await using var server = await ExchangeTestServer.StartAsync(organization, new SimulatedExchangeOptions { Version = version });

        var detail = await server.Client.ReadAccountDetailAsync(Anna, default);

        var user = organization.Find(Anna.Address)!;
        Assert.Equal(user.DisplayName, detail.FullName);
        Assert.Equal([Anna.Address, "a.arnold@example.org"], detail.Addresses!);
        Assert.Equal([user.LegacyDn], detail.LegacyNames);
        Assert.True(detail.MayHaveMoreAddresses);
        Assert.Equal((null, null, null), (detail.QuotaBytes, detail.IsHidden, detail.IsDisabled));
    }

    [Fact]
    public async Task An_older_legacy_name_comes_behind_the_present_one()
    {
        var organization = Seed.Tiny();
        var user = organization.Find(Anna.Address)!;
        user.Proxies = ["X500:/o=Old Org/cn=anna"];
        await using var server = await ExchangeTestServer.StartAsync(organization);

        var detail = await server.Client.ReadAccountDetailAsync(Anna, default);

        Assert.Equal([user.LegacyDn, "/o=Old Org/cn=anna"], detail.LegacyNames);
        Assert.Equal([Anna.Address], detail.Addresses!);
    }

    [Fact]
    public async Task A_directory_that_may_not_be_asked_is_this_mailboxs_affair()
    {
        await using var server = await ExchangeTestServer.StartAsync();
        server.Exchange.Faults.Add(new Fault { On = "ResolveNames", Action = FaultAction.Error, Code = "ErrorNameResolutionNoMailbox", Count = int.MaxValue });

        var refused = await Assert.ThrowsAsync<MigrationException>(() => server.Client.ReadAccountDetailAsync(Anna, default));

        Assert.Equal(FailureScope.Mailbox, refused.Failure.Scope);
    }
}
