using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Tests.Exchange.Properties;

/// <summary>A mailbox of the simulation with items of every kind, and what our reader made of those of a folder.</summary>
internal sealed class GroupwareMailbox : IAsyncDisposable
{
    private readonly List<SourceItem> read = [];

    private GroupwareMailbox(ExchangeTestServer server) => Server = server;

    public ExchangeTestServer Server { get; }

    public static async Task<GroupwareMailbox> StartAsync(ExchangeVersion version, Organization? organization = null) =>
        new(await ExchangeTestServer.StartAsync(organization ?? Seed.Groupware(), new SimulatedExchangeOptions { Version = version }));

    /// <summary>All items of the folder, in the order of their listing.</summary>
    public async Task<IReadOnlyList<SourceItem>> ReadAsync(FolderRole role)
    {
        var items = await Server.Anna.ReadItemsAsync(await ListAsync(role), default);
        read.AddRange(items);
        return items;
    }

    public async Task<IReadOnlyList<ItemRef>> ListAsync(FolderRole role)
    {
        var folder = (await Server.Anna.ListFoldersAsync(default)).Single(f => f.Role == role);
        List<ItemRef> items = [];
        ChangePage page;
        string? cursor = null;
        do
        {
            page = await Server.Anna.ListChangesAsync(folder, cursor, default);
            items.AddRange(page.Changes.Select(c => c.Item));
            cursor = page.Cursor;
        }
        while (!page.IsLast);
        return items;
    }

    /// <summary>The seeded items of a folder beside what was read of them.</summary>
    public async Task<IReadOnlyList<(T Seeded, SourceItem Read)>> PairsAsync<T>(FolderRole role, string folder)
        where T : SeededItem
    {
        var items = (await ReadAsync(role)).ToDictionary(i => i.Ref.Id);
        return [.. Server.Seeded[folder].Items.OfType<T>().Select(s => (s, items[s.Id]))];
    }

    public async ValueTask DisposeAsync()
    {
        read.ForEach(i => i.Dispose());
        await Server.DisposeAsync();
    }
}
