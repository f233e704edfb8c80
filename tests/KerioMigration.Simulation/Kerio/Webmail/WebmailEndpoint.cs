using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.Imap;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Web;
using Microsoft.AspNetCore.Http;

namespace KerioMigration.Simulation.Kerio.Webmail;

/// <summary>
/// The client API: what the webmail asks, and whoever signs in as the mailbox's owner. Administrators and the master password have no
/// way in here.
/// </summary>
internal sealed class WebmailEndpoint : RpcEndpoint<WebmailCall>, IWebEndpoint
{
    private const string Path = "/webmail/api/jsonrpc";

    public WebmailEndpoint(ImapServerContext server)
        : this(server, new RpcSessions(server.Options.TimeProvider, server.Options.Security.SessionLifetime))
    {
    }

    private WebmailEndpoint(ImapServerContext server, RpcSessions sessions)
        : base(server, sessions, "webmail", "WEBMAIL", "/webmail/") => Sessions = sessions;

    public RpcSessions Sessions { get; }

    public PhotoUploads Uploads { get; } = new();

    public bool Owns(PathString path) => path.Value?.TrimEnd('/') is Path or Path + "/upload";

    Task IWebEndpoint.HandleAsync(HttpContext context) => context.Request.Path.Value!.TrimEnd('/') == Path
        ? HandleAsync(context)
        : Uploads.ReceiveAsync(context, SessionOf(context) is not null);

    protected override WebmailCall CallOf(string method, JsonObject parameters, RpcSession? session, IPAddress address) =>
        new(this, Server, method, parameters, session, address);

    protected override JsonNode? Run(WebmailCall call)
    {
        var handler = WebmailMethods.Find(call.Method) ?? throw new RpcException(RpcException.MethodNotFound, "Method %1 not found", call.Method);
        if (call.Method != "Session.login")
        {
            _ = call.User;
        }

        return handler(call);
    }

    // Faults of single items are counted item by item.
    protected override Fault? Next(string method, string? user) => Server.Faults.NextCall(method, user);
}
