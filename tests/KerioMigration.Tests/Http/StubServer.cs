using System;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KerioMigration.Tests.Http;

/// <summary>A web server on a free port of 127.0.0.1 that answers as the test says.</summary>
public sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private StubServer(WebApplication application, string scheme)
    {
        this.application = application;
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Root = new Uri($"{scheme}://localhost:{new Uri(address).Port}/");
    }

    public Uri Root { get; }

    public static async Task<StubServer> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        var application = builder.Build();
        application.Run(answer);
        await application.StartAsync();
        return new StubServer(application, certificate is null ? "http" : "https");
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new System.Threading.CancellationTokenSource();
        await now.CancelAsync();
        await application.StopAsync(now.Token);
        await application.DisposeAsync();
    }
}
