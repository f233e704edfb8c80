using System;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Dovecot;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Benchmarks.Processes;

/// <param name="MailboxPassword">Of the first mailbox's own user.</param>
/// <param name="Fingerprint">SHA-1 of the certificate, as DavMail wants it.</param>
internal sealed record ExchangeInfo(string Url, string User, string Password, string[] Mailboxes, string MailboxPassword, string Fingerprint);

internal sealed record KerioInfo(int AdminPort, int ImapPort, int ImapsPort, string Administrator, string Password, string MasterPassword, string CertificatePem);

internal sealed record DovecotInfo(string Folder, int Port);

/// <summary>A server that runs until its standard input ends.</summary>
internal static class ServerProcess
{
    /// <summary>Asks for the death that a server's process can play within itself; answered when the server is up again.</summary>
    public const string Die = "die";

    public const double KemtItems = 50_800;

    public static async Task ExchangeAsync(Options options)
    {
        var organization = options.Number("groupware", 0) is > 0 and var each ? Seed.Groupware(each, each)
            : Seed.Kemt(options.Items / KemtItems, options.Number("mailboxes", 1));
        if (options.Flag("huge", false))
        {
            AddHuge(organization.Users[0]);
        }

        await using var exchange = await SimulatedExchange.StartAsync(organization, new SimulatedExchangeOptions
        {
            Latency = TimeSpan.FromMilliseconds(options.Number("latency", 0)),
            Port = options.Number("port", 0),
        });
        var account = organization.ServiceAccount;
        Output.Write(new ExchangeInfo(
            exchange.EwsUrl.ToString(),
            account.UserName,
            account.Password,
            [.. organization.Users.Select(u => u.PrimarySmtpAddress)],
            organization.Users[0].Password,
            string.Join(':', Convert.ToHexString(SHA1.HashData(exchange.Certificate.RawData)).Chunk(2).Select(c => new string(c)))));
        await Console.In.ReadToEndAsync();
    }

    public static async Task KerioAsync(Options options)
    {
        var features = options.Flag("extensions", true) ? ImapFeatures.Default : ImapFeatures.None;
        features = options.Flag("multiAppend", true) ? features : features & ~ImapFeatures.MultiAppend;
        features = options.Flag("literalPlus", true) ? features : features & ~ImapFeatures.LiteralPlus;
        await using var dovecot = options.Text("backend") is { } folder ? DovecotServer.Attach(folder, options.Number("backendPort", 0))
            : options.Flag("dovecot", true) ? await DovecotServer.StartAsync(options: new DovecotOptions { Features = features })
            : null;
        var setup = new SimulatedKerioOptions
        {
            Domains = [new DomainOptions(Seed.Domain) { IsPrimary = true }],
            Features = features,
            ImapBackend = dovecot,
            Latency = TimeSpan.FromMilliseconds(options.Number("latency", 0)),
            AdminPort = options.Number("adminPort", 0),
            ImapPort = options.Number("imapPort", 0),
            ImapsPort = options.Number("imapsPort", 0),
        };
        await using var kerio = await SimulatedKerio.StartAsync(setup);
        if (options.Text("accounts") is { } accounts)
        {
            AccountsFile.Keep(kerio.Store, accounts);
        }

        Output.Write(new KerioInfo(kerio.AdminPort, kerio.ImapPort, kerio.ImapsPort, setup.AdministratorName, setup.AdministratorPassword, setup.MasterPassword!, kerio.Certificate.ExportCertificatePem()));
        await ObeyAsync(kerio.CutAsync);
    }

    /// <summary>The mail of a Kerio whose front may die without it.</summary>
    public static async Task DovecotAsync(Options options)
    {
        var features = options.Flag("extensions", true) ? ImapFeatures.Default : ImapFeatures.None;
        await using var dovecot = await DovecotServer.StartAsync(options: new DovecotOptions { Features = features });
        Output.Write(new DovecotInfo(dovecot.Folder, dovecot.Port));
        await ObeyAsync(() => dovecot.RestartAsync());
    }

    private static async Task ObeyAsync(Func<Task> dieAsync)
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line == Die)
            {
                await dieAsync();
                Output.Write(true);
            }
        }
    }

    private static void AddHuge(SeededUser user)
    {
        foreach (var item in Seed.WithHugeMessage().Users[0].Mailbox["inbox"].Items)
        {
            user.Mailbox.AddItem(user.Mailbox["inbox"], item);
        }
    }
}
