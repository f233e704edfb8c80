using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine;
using KerioMigration.Engine.Ledger;
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
    private readonly TemporaryLedger ledger = new();
    private readonly SimulatedExchange exchange;
    private readonly SimulatedKerio kerio;
    private readonly OwnSide own;
    private readonly Mishap mishap;
    private int added;
    private int hits;

    private FaultScene(SimulatedExchange exchange, SimulatedKerio kerio, OwnSide own, Mishap mishap)
    {
        this.exchange = exchange;
        this.kerio = kerio;
        this.own = own;
        this.mishap = mishap;
        exchange.Faults.Hit += OnHit;
        kerio.Faults.Hit += OnHit;
    }

    /// <summary>How often a fault hit a call.</summary>
    public int Hits => Volatile.Read(ref hits);

    /// <summary>How often the migration asked for a token.</summary>
    public int TokenRequests => own.TokenRequests;

    private bool HasToken => mishap is Mishap.TokenExpired or Mishap.TokenNotRenewed;

    public static async Task<FaultScene> StartAsync(Mishap mishap)
    {
        var domains = new[] { new DomainOptions(Seed.Domain) { IsPrimary = true } };
        var organization = Seed.Blank(2);
        var own = new OwnSide();
        var exchange = await SimulatedExchange.StartAsync(organization, new SimulatedExchangeOptions
        {
            SignIns = SignInMethods.Basic | SignInMethods.Bearer,
            BearerTokens = [.. OwnSide.Tokens.Select((t, i) => new BearerToken(t, organization.ServiceAccount.UserName, DateTimeOffset.UtcNow.AddDays(1 + (i * 9))))],
            TimeProvider = own.ExchangeTime,
        });
        var scene = new FaultScene(exchange, await SimulatedKerio.StartAsync(new SimulatedKerioOptions { Domains = domains }), own, mishap);
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
        await using var factory = new MigrationFactory(Source(), Destination(), own.Time);
        try
        {
            await using var opened = await SqliteLedger.OpenAsync(ledger.Path, own.Time, CancellationToken.None);
            own.Ledger = opened;
            var reports = await factory.MigrateAsync(opened, new MigrationOptions(), users, observer, CancellationToken.None);
            return new FaultRun(reports, observer.Events, null);
        }
        catch (MigrationException e)
        {
            return new FaultRun([], observer.Events, e.Failure);
        }
    }

    /// <summary>What went wrong is well again.</summary>
    public void Repair(FaultSide side)
    {
        Faults(side).Clear();
        own.Repair();
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

    private void OnHit(Fault fault)
    {
        Interlocked.Increment(ref hits);
        own.Strike(mishap);
    }

    private ExchangeConnection Source() => new()
    {
        Server = exchange.EwsUrl.ToString(),
        Credential = HasToken ? null : new NetworkCredential(exchange.Organization.ServiceAccount.UserName, exchange.Organization.ServiceAccount.Password),
        AccessToken = HasToken ? _ => own.AskTokenAsync() : null,
        Authentication = HasToken ? ExchangeAuthentication.Bearer : ExchangeAuthentication.Basic,
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
