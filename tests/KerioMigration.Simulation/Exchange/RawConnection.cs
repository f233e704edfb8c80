using System.IO.Pipelines;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KerioMigration.Simulation.Exchange;

/// <summary>Remembers what is below TLS, so that a fault can write there past it.</summary>
internal static class RawConnection
{
    private static readonly object Key = new();

    /// <summary>To be called before TLS is put on.</summary>
    public static void Remember(ListenOptions listen) => listen.Use(next => connection =>
    {
        connection.Items[Key] = connection.Transport.Output;
        return next(connection);
    });

    /// <summary>Sends bytes that are no TLS record.</summary>
    public static async Task SpoilAsync(HttpContext http)
    {
        if (http.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(Key, out var output) == true)
        {
            await ((PipeWriter)output!).WriteAsync("this is no TLS record"u8.ToArray(), http.RequestAborted);
        }
    }
}
