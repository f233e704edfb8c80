using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Kerio.Dav;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Simulation.RealDav;

namespace KerioMigration.Benchmarks.Groupware;

/// <summary>Writes items through the engine's door to calendars and address books into a folder of a new user.</summary>
internal static class DavWriting
{
    private const int WrittenAtOnce = 50;
    private const int Requests = 32;

    /// <summary>How many the server refused.</summary>
    public static async Task<int> RunAsync(RealDavServer server, ItemKind kind, IEnumerable<ConvertedItem> items)
    {
        var signIn = new DavSignIn(await server.AddUserAsync(), Secret.From(RealDavServer.Password));
        var pace = new ServerPace(server.Root.Host, Requests, TimeProvider.System);
        await using var mailbox = await DavMailbox.OpenAsync(new DavServer(server.Root, pace, TimeProvider.System), signIn, CancellationToken.None);
        var folder = await mailbox.EnsureFolderAsync(new FolderTarget { Path = ["Benchmark"], Kind = kind }, CancellationToken.None);
        var failed = 0;
        foreach (var part in items.Chunk(WrittenAtOnce))
        {
            failed += (await mailbox.WriteItemsAsync(folder, part, CancellationToken.None)).Count(r => r.Failure is not null);
        }

        return failed;
    }
}
