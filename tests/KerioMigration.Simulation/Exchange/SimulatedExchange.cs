using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.SignIn;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KerioMigration.Simulation.Exchange;

/// <summary>
/// An Exchange server as far as reading mailboxes needs one: EWS, Autodiscover, sign-in, impersonation, throttling, on a real socket of
/// this machine. Its behaviour is what the documentation, the schema and recordings of real servers show.
/// </summary>
public sealed class SimulatedExchange : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly RequestLog log;

    private SimulatedExchange(WebApplication application, RequestLog log, FaultPlan faults, Organization organization, SimulatedExchangeOptions options, X509Certificate2 certificate)
    {
        this.application = application;
        this.log = log;
        Faults = faults;
        Organization = organization;
        Certificate = certificate;
        Port = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        BaseUrl = new UriBuilder(options.Tls ? "https" : "http", options.Host, Port).Uri;
        EwsUrl = new Uri(BaseUrl, "/EWS/Exchange.asmx");
    }

    public Uri EwsUrl { get; }

    public Uri BaseUrl { get; }

    public int Port { get; }

    /// <summary>The server's certificate; it signs itself.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>
    /// Moments: an operation's name, <c>Autodiscover</c>, <c>Connect</c> (before sign-in). Targets: the account, the mailbox, and for
    /// item faults the item's id, Message-ID or subject.
    /// </summary>
    public FaultPlan Faults { get; }

    public Organization Organization { get; }

    public IReadOnlyList<RecordedRequest> Requests => log.All;

    public static async Task<SimulatedExchange> StartAsync(Organization organization, SimulatedExchangeOptions? options = null)
    {
        options ??= new SimulatedExchangeOptions();
        var certificate = options.Certificate ?? SimulatedCertificate.Create();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "SimulatedExchange" });
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Configure(kestrel, options, certificate));
        var application = builder.Build();
        var faults = new FaultPlan();
        var log = new RequestLog(options.RecordBodies, options.TimeProvider);
        Map(application, organization, options, faults, log);
        await application.StartAsync();
        return new SimulatedExchange(application, log, faults, organization, options, certificate);
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
    }

    private static void Configure(KestrelServerOptions kestrel, SimulatedExchangeOptions options, X509Certificate2 certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = options.ConnectionLimit;

        // maxAllowedContentLength of Exchange 2016 and 2019.
        kestrel.Limits.MaxRequestBodySize = 67_108_864;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
        {
            // Exchange's IIS speaks HTTP/1.1 to EWS clients; NTLM needs it.
            listen.Protocols = HttpProtocols.Http1;
            if (options.Tls)
            {
                RawConnection.Remember(listen);
                listen.UseHttps(certificate);
            }
        });
    }

    private static void Map(WebApplication application, Organization organization, SimulatedExchangeOptions options, FaultPlan faults, RequestLog log)
    {
        var authenticator = new Authenticator(new AccountDirectory(organization), AccountDirectory.NetBiosName(organization), options);
        var ews = new EwsEndpoint(organization, options, faults, log, authenticator);
        var autodiscover = new AutodiscoverEndpoint(organization, options, faults, log, authenticator);
        application.Run(http => Path(http) switch
        {
            "/ews/exchange.asmx" => ews.HandleAsync(http),
            "/autodiscover/autodiscover.xml" => autodiscover.PlainAsync(http),
            var path when path.StartsWith("/autodiscover/autodiscover.json", StringComparison.Ordinal) => autodiscover.JsonAsync(http),
            _ => NotFound(http),
        });
    }

    /// <summary>IIS does not care about case, and takes a slash at the end.</summary>
    private static string Path(HttpContext http) => http.Request.Path.Value!.TrimEnd('/').ToLowerInvariant();

    private static Task NotFound(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
