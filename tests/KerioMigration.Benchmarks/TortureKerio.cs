using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using KerioMigration.Benchmarks.Processes;

namespace KerioMigration.Benchmarks;

/// <summary>
/// The destination: the Kerio front and, if it is wanted, the Dovecot behind it, each in a process of its own. What a disk would keep
/// outlives them: the accounts, and the mail where there is a Dovecot.
/// </summary>
internal sealed class TortureKerio : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly TortureSetup setup;
    private readonly ChildProcess? dovecot;
    private readonly DovecotInfo? backend;
    private ChildProcess front;

    private TortureKerio(DirectoryInfo folder, TortureSetup setup, ChildProcess? dovecot, DovecotInfo? backend, ChildProcess front, KerioInfo info)
    {
        this.folder = folder;
        this.setup = setup;
        this.dovecot = dovecot;
        this.backend = backend;
        this.front = front;
        Info = info;
    }

    /// <summary>Ports and passwords, the same after every death.</summary>
    public KerioInfo Info { get; }

    public static async Task<TortureKerio> StartAsync(TortureSetup setup)
    {
        var folder = Directory.CreateTempSubdirectory("KerioMigration-torture-");
        var dovecot = setup.Dovecot ? ChildProcess.Start("dovecot", "--extensions", setup.Extensions.ToString()) : null;
        var backend = dovecot is null ? null : await dovecot.ReadAsync<DovecotInfo>();
        var front = StartFront(folder, setup, backend, null);
        return new TortureKerio(folder, setup, dovecot, backend, front, await front.ReadAsync<KerioInfo>());
    }

    /// <summary>Kills those of the two that are meant, and starts them again.</summary>
    public async Task KillAsync(TortureVictim victim)
    {
        var isBackendMeant = dovecot is not null && victim.HasFlag(TortureVictim.Dovecot);
        if (isBackendMeant)
        {
            await dovecot!.SendAsync(ServerProcess.Die);
        }

        if (victim.HasFlag(TortureVictim.Front))
        {
            await KillFrontAsync();
        }

        if (isBackendMeant)
        {
            await dovecot!.ReadAsync<bool>();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await front.DisposeAsync();
        if (dovecot is not null)
        {
            await dovecot.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    private static ChildProcess StartFront(DirectoryInfo folder, TortureSetup setup, DovecotInfo? backend, KerioInfo? earlier)
    {
        string[] mail = backend is null ? ["--dovecot", bool.FalseString] : ["--backend", backend.Folder, "--backendPort", Text(backend.Port)];
        string[] ports = earlier is null ? [] : ["--adminPort", Text(earlier.AdminPort), "--imapPort", Text(earlier.ImapPort), "--imapsPort", Text(earlier.ImapsPort)];
        return ChildProcess.Start(
        [
            "kerio", "--extensions", setup.Extensions.ToString(), "--latency", Text(setup.Latency),
            "--accounts", Path.Combine(folder.FullName, "accounts"), .. mail, .. ports,
        ]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task KillFrontAsync()
    {
        if (dovecot is null)
        {
            await front.SendAsync(ServerProcess.Die);
            await front.ReadAsync<bool>();
            return;
        }

        await front.KillAsync();
        await front.DisposeAsync();
        front = StartFront(folder, setup, backend, Info);
        await front.ReadAsync<KerioInfo>();
    }
}
