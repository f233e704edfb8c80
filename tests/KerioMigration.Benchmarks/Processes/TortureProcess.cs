using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Benchmarks.Processes;

/// <param name="Completed">Every mailbox is carried whole.</param>
/// <param name="Reason">Why not, of the first one.</param>
internal sealed record TortureEnd(bool Completed, string Reason);

/// <summary>
/// The engine without PowerShell around it, which starts several times faster: for a process that is there to be killed. Says <c>true</c>
/// before its first step.
/// </summary>
internal static class TortureProcess
{
    public static async Task RunAsync(Options options)
    {
        var source = new ExchangeConnection
        {
            Server = options.Required("url"),
            Credential = new NetworkCredential(options.Required("user"), options.Required("password")),
            Authentication = ExchangeAuthentication.Basic,
            SkipCertificateCheck = true,
        };
        var destination = new KerioConnection
        {
            Server = "localhost:" + options.Required("admin"),
            Credential = new NetworkCredential(options.Required("administrator"), options.Required("administratorPassword")),
            MasterPassword = Secret.From(options.Required("master")),
            SkipCertificateCheck = true,
        };
        var users = options.Required("mailboxes").Split(',')
            .Select(m => new UserMapping { Source = new MailboxRef(m), DestinationLogin = m.Split('@')[0] })
            .ToArray();
        await using var factory = new MigrationFactory(source, destination);
        Output.Write(true);
        Output.Write(await MigrateAsync(factory, options.Required("ledger"), users));
    }

    private static async Task<TortureEnd> MigrateAsync(MigrationFactory factory, string ledger, UserMapping[] users)
    {
        try
        {
            var reports = await factory.MigrateAsync(ledger, new MigrationOptions(), users, new Nobody(), CancellationToken.None);
            var incomplete = reports.FirstOrDefault(r => r.State != "Completed");
            return new TortureEnd(incomplete is null && reports.Count == users.Length, incomplete?.Reason ?? "");
        }
        catch (MigrationException e)
        {
            return new TortureEnd(false, e.Failure.Reason.ToString());
        }
    }
}
