using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace KerioMigration.Simulation.Kerio.Web;

/// <summary>One of the interfaces that share the web port.</summary>
internal interface IWebEndpoint
{
    /// <summary>Whether this path is its own.</summary>
    bool Owns(PathString path);

    Task HandleAsync(HttpContext context);
}
