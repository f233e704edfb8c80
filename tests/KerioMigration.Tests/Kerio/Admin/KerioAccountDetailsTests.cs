using System.Linq;
using System.Net;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using Xunit;

namespace KerioMigration.Tests.Kerio.Admin;

/// <summary>Addresses, quota and state of accounts through the administration API.</summary>
public sealed class KerioAccountDetailsTests
{
    [Fact]
    public async Task Addresses_are_told_with_who_has_them()
    {
        await using var kerio = await StartAsync();
        await using var server = Open(kerio);
        var store = kerio.Store;
        store.AddUser("bob@example.com");
        store.AddUser("anna@example.org");
        store.AddGroup(new KerioGroup(store.PrimaryDomain, "Sales", "", ["sales"]));
        store.AddAlias(new KerioAlias(store.PrimaryDomain, "info", "bob@example.com", "TypeEmailAddress", ""));
        store.AddAlias(new KerioAlias(store.PrimaryDomain, "a.arnold", "anna@example.com", "TypeEmailAddress", ""));

        var found = await server.AccountDetails.FindAddressesAsync(
            await FindAsync(server),
            ["free@example.com", "ANNA@example.com", "anna@example.org", "bob@example.com", "sales@example.com", "info@example.com", "a.arnold@example.com", "x@else.where"],
            default);

        Assert.Equal(
            ["Free ", "Own ", "Taken the account anna", "Taken the account bob", "Taken the group Sales", "Taken the alias info", "Own ", "Foreign "],
            found.Select(f => $"{f.State} {f.Owner}"));
        var unborn = await server.AccountDetails.FindAddressesAsync(null, ["anna@example.com", "free@example.com"], default);
        Assert.Equal([AddressState.Taken, AddressState.Free], unborn.Select(f => f.State));
    }

    [Fact]
    public async Task An_address_is_added_beside_the_others_and_taken_away_alone()
    {
        await using var kerio = await StartAsync();
        await using var server = Open(kerio);
        var stored = kerio.Store.FindUser("anna@example.com")!;
        stored.EmailAddresses = ["before"];
        var anna = await FindAsync(server);

        await server.AccountDetails.AddAddressAsync(anna, "anna.arnold@example.com", default);
        Assert.Equal(["before", "anna.arnold"], stored.EmailAddresses);

        await server.AccountDetails.RemoveAddressAsync(anna, "anna.arnold@example.com", default);
        await server.AccountDetails.RemoveAddressAsync(anna, "anna.arnold@example.com", default);
        Assert.Equal(["before"], stored.EmailAddresses);
    }

    [Fact]
    public async Task In_another_domain_of_the_server_it_is_an_alias()
    {
        await using var kerio = await StartAsync();
        await using var server = Open(kerio);
        var anna = await FindAsync(server);

        // The answer gets lost: it is looked for before anything is repeated.
        kerio.Faults.Add(new Fault { On = "Aliases.create", Action = FaultAction.DoneThenReset });
        await server.AccountDetails.AddAddressAsync(anna, "anna.arnold@example.org", default);

        var alias = Assert.Single(kerio.Store.Aliases);
        Assert.Equal(("anna.arnold", "example.org", "anna@example.com"), (alias.Name, alias.Domain.Name, alias.DeliverTo));
        Assert.Equal(AddressState.Own, (await server.AccountDetails.FindAddressesAsync(anna, ["anna.arnold@example.org"], default))[0].State);

        await server.AccountDetails.RemoveAddressAsync(anna, "anna.arnold@example.org", default);
        Assert.Empty(kerio.Store.Aliases);
    }

    [Fact]
    public async Task Nobody_elses_alias_is_taken_away()
    {
        await using var kerio = await StartAsync();
        await using var server = Open(kerio);
        kerio.Store.AddAlias(new KerioAlias(kerio.Store.FindDomain("example.org")!, "info", "bob@example.com", "TypeEmailAddress", ""));
        var anna = await FindAsync(server);

        await server.AccountDetails.RemoveAddressAsync(anna, "info@example.org", default);
        Assert.Single(kerio.Store.Aliases);

        var refused = await Assert.ThrowsAsync<MigrationException>(() => server.AccountDetails.AddAddressAsync(anna, "info@example.org", default));
        Assert.Equal((FailureScope.Mailbox, Reason.AccountRefused), (refused.Failure.Scope, refused.Failure.Reason));
    }

    [Fact]
    public async Task What_is_not_named_stays_as_it_is()
    {
        await using var kerio = await StartAsync();
        await using var server = Open(kerio);
        var anna = await FindAsync(server);
        var stored = kerio.Store.FindUser("anna@example.com")!;

        await server.AccountDetails.ChangeAsync(anna, new AccountChange { QuotaBytes = (5L << 30) + 1 }, default);
        Assert.Equal(((5L << 30) + (1 << 20), true, true, ""), (stored.DiskQuota!.Value, stored.IsEnabled, stored.PublishInGal, stored.FullName));

        await server.AccountDetails.ChangeAsync(anna, new AccountChange { FullName = "Anna Arnold", IsPublished = false, IsEnabled = false }, default);
        Assert.Equal((false, false, "Anna Arnold"), (stored.IsEnabled, stored.PublishInGal, stored.FullName));

        // Also one that is disabled.
        var now = await server.AccountDetails.ReadAsync(anna, default);
        Assert.Equal((false, false, (5L << 30) + (1 << 20)), (now!.IsEnabled, now.IsPublished, now.QuotaBytes));
    }

    private static Task<SimulatedKerio> StartAsync() => StartAsync(new SimulatedKerioOptions
    {
        Domains = [new DomainOptions("example.com") { IsPrimary = true }, new DomainOptions("example.org")],
    });

    private static async Task<SimulatedKerio> StartAsync(SimulatedKerioOptions options)
    {
        var kerio = await SimulatedKerio.StartAsync(options);
        kerio.Store.AddUser("anna@example.com");
        return kerio;
    }

    private static KerioServer Open(SimulatedKerio kerio) => new(new KerioConnection
    {
        Server = $"localhost:{kerio.AdminPort}",
        Credential = new NetworkCredential(kerio.Options.AdministratorName, kerio.Options.AdministratorPassword),
        SkipCertificateCheck = true,
    });

    private static async Task<DestinationUser> FindAsync(KerioServer server) =>
        (await server.Directory.FindUserAsync(new UserMapping { Source = new MailboxRef("anna@source.test"), DestinationLogin = "anna" }, default))!;
}
