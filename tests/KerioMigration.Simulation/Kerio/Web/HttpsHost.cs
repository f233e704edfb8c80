using System;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KerioMigration.Simulation.Kerio.Web;

/// <summary>One HTTPS port on the loopback address; what a body may weigh is the handler's question.</summary>
internal sealed class HttpsHost : IAsyncDisposable
{
    private readonly WebApplication application;
    private CancellationTokenSource requests = new();

    /// <param name="port">0: a free one.</param>
    public HttpsHost(X509Certificate2 certificate, RequestDelegate handler, int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(certificate);
            });
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        application = builder.Build();
        application.Run(async context =>
        {
            using var cut = requests.Token.Register(context.Abort);
            await handler(context);
        });
    }

    public int Port { get; private set; }

    public async Task StartAsync()
    {
        await application.StartAsync();
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Port = new Uri(addresses.Single()).Port;
    }

    /// <summary>Requests that are under way get no answer and lose their connections.</summary>
    public async Task CutAsync()
    {
        var cut = Interlocked.Exchange(ref requests, new CancellationTokenSource());
        await cut.CancelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
        requests.Dispose();
    }
}
