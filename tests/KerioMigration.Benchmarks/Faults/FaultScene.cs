using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Benchmarks.Faults;

/// <summary>Two mailboxes of a dozen messages at a simulated Exchange, an empty simulated Kerio, and the whole engine between them.</summary>
internal sealed class FaultScene : IAsyncDisposable
{
    // Three minutes of silence are a dead connection; here two or three seconds are.
    private const int TimesAsFast = 90;

    private readonly TemporaryLedger ledger = new();
    private readonly SimulatedExchange exchange;
    private readonly SimulatedKerio kerio;
    private int added;

    private FaultScene(SimulatedExchange exchange, SimulatedKerio kerio)
    {
        this.exchange = exchange;
        this.kerio = kerio;
    }

    public static async Task<FaultScene> StartAsync()
    {
        var domains = new[] { new DomainOptions(Seed.Domain) { IsPrimary = true } };
        var scene = new FaultScene(
            await SimulatedExchange.StartAsync(Seed.Blank(2)), await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Domains = domains }));
        scene.Add("Inbox", 6);
        scene.Add("Work", 4);
        scene.Add("Other", 2);
        return scene;
    }

    public FaultPlan Faults(FaultSide side) => side == FaultSide.Exchange ? exchange.Faults : kerio.Faults;

    /// <summary>New mail for everybody.</summary>
    public void Add(string folder, int count)
    {
        added++;
        foreach (var user in exchange.Organization.Users)
        {
            var name = folder == "Inbox" ? folder : $"{folder} of {user.Alias}";
            var target = user.Mailbox.TopOfInformationStore.Children.FirstOrDefault(f => f.DisplayName == name)
                ?? user.Mailbox.AddFolder(user.Mailbox.TopOfInformationStore, name);
            for (var i = 1; i <= count; i++)
            {
                user.Mailbox.AddItem(target, MailOf(string.Create(CultureInfo.InvariantCulture, $"{folder} of {user.Alias} {(added > 3 ? added * 100 : 0) + i}"), i));
            }
        }
    }

    /// <summary>One run over both mailboxes, in a process of its own as far as the engine can see.</summary>
    public async Task<FaultRun> RunAsync()
    {
        var observer = new FaultObserver();
        var users = exchange.Organization.Users.Select(u => new UserMapping { Source = new MailboxRef(u.PrimarySmtpAddress), DestinationLogin = u.Alias }).ToList();
        await using var factory = new MigrationFactory(Source(), Destination(), new HurriedTime(TimesAsFast));
        try
        {
            var reports = await factory.MigrateAsync(ledger.Path, new MigrationOptions(), users, observer, CancellationToken.None);
            return new FaultRun(reports, observer.Events, null);
        }
        catch (MigrationException e)
        {
            return new FaultRun([], observer.Events, e.Failure);
        }
    }

    /// <summary>Messages that the destination has more often than the source.</summary>
    public int CountExcess() => exchange.Organization.Users.Sum(u => Subtract(Arrived(u), Sent(u)).Count);

    /// <summary>Messages that the destination does not have.</summary>
    public int CountMissing() => exchange.Organization.Users.Sum(u => Subtract(Sent(u), Arrived(u)).Count);

    public async ValueTask DisposeAsync()
    {
        await exchange.DisposeAsync();
        await kerio.DisposeAsync();
        ledger.Dispose();
    }

    private static SeededItem MailOf(string subject, int number)
    {
        var received = new DateTimeOffset(2024, 5, 1, 9, number, 0, TimeSpan.Zero);
        var id = $"<{subject.Replace(' ', '-')}@faults.test>";
        return new SeededItem
        {
            ItemClass = "IPM.Note",
            Subject = subject,
            MessageId = id,
            Received = received,
            Sent = received,
            Created = received,
            Modified = received,
            OtherMessageFlags = 2,
            Content = MailContent.Of(Encoding.ASCII.GetBytes($"Message-ID: {id}\r\nSubject: {subject}\r\n\r\n{new string('t', 400)}\r\n")),
        };
    }

    private static List<string> Sent(SeededUser user) =>
        [.. user.Mailbox.Folders.SelectMany(f => f.Items.Select(i => Print(f.DisplayName, i.Mime, i.Received)))];

    private static List<string> Subtract(IEnumerable<string> from, List<string> what)
    {
        var left = what.ToList();
        return [.. from.Where(f => !left.Remove(f))];
    }

    private static string Print(string folder, ReadOnlyMemory<byte> bytes, DateTimeOffset date) =>
        string.Create(CultureInfo.InvariantCulture, $"{folder.ToUpperInvariant()} {date.UtcDateTime:s} {Convert.ToHexString(bytes.Span)}");

    private List<string> Arrived(SeededUser user) => kerio.Store.FindUser(user.PrimarySmtpAddress) is { } account
        ? [.. account.Mailbox.Folders.Where(f => f.Kind == FolderKind.Mail).SelectMany(f => f.Messages.Select(m => Print(f.Path, m.Bytes, DateOf(user, m))))]
        : [];

    /// <summary>Where the server refused the date, its own is right.</summary>
    private static DateTimeOffset DateOf(SeededUser user, KerioMessage message) =>
        message.InternalDate.Year == 2024 ? message.InternalDate
            : user.Mailbox.Folders.SelectMany(f => f.Items).First(i => i.Mime.Span.SequenceEqual(message.Bytes.Span)).Received;

    private ExchangeConnection Source() => new()
    {
        Server = exchange.EwsUrl.ToString(),
        Credential = new NetworkCredential(exchange.Organization.ServiceAccount.UserName, exchange.Organization.ServiceAccount.Password),
        Authentication = ExchangeAuthentication.Basic,
        SkipCertificateCheck = true,
    };

    private KerioConnection Destination() => new()
    {
        Server = $"localhost:{kerio.AdminPort}",
        Credential = new NetworkCredential(kerio.Options.AdministratorName, kerio.Options.AdministratorPassword),
        MasterPassword = Secret.From(kerio.Options.MasterPassword!),
        SkipCertificateCheck = true,
    };
}
