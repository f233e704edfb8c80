using System.Net;
using KerioMigration.Engine.Conversion;
using KerioMigration.Engine.Exchange;
using KerioMigration.Engine.Kerio;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Tests.Support;

namespace KerioMigration.Tests.Interrupts;

/// <summary>Two servers on sockets as a new process meets them. Nobody waits for time to pass.</summary>
internal static class ServerConnections
{
    public static Connections Open(SimulatedExchange exchange, SimulatedKerio kerio)
    {
        var time = new ImpatientTime();
        var account = exchange.Organization.ServiceAccount;
        var source = new ExchangeServer(
            new ExchangeConnection
            {
                Server = exchange.EwsUrl.ToString(),
                Credential = new NetworkCredential(account.UserName, account.Password),
                Authentication = ExchangeAuthentication.Basic,
                SkipCertificateCheck = true,
            },
            time);
        var destination = new KerioServer(
            new KerioConnection
            {
                Server = $"localhost:{kerio.AdminPort}",
                Credential = new NetworkCredential(kerio.Options.AdministratorName, kerio.Options.AdministratorPassword),
                MasterPassword = Secret.From(kerio.Options.MasterPassword!),
                SkipCertificateCheck = true,
            },
            time);
        var endpoints = new MigrationEndpoints
        {
            Directory = destination.Directory,
            ResourceDirectory = destination.ResourceDirectory,
            OpenSource = mailbox => new ConvertingSource(new SortedSource(source.OpenMailbox(mailbox)), new ObjectConverter(AttendeeMode.Listed)),
            OpenDestinationAsync = destination.OpenMailboxAsync,
        };
        return new Connections(endpoints, time, source, destination);
    }
}
