using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.Dav.Methods;
using KerioMigration.Simulation.Kerio.Dav.Scheduling;
using KerioMigration.Simulation.Kerio.Imap;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Kerio.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KerioMigration.Simulation.Kerio.Dav;

/// <summary>CalDAV and CardDAV: who asks, what stands in the way, and then the method.</summary>
internal sealed class DavEndpoint(ImapServerContext server, DavRecords records) : IWebEndpoint
{
    private static readonly string[] Roots = ["/caldav", "/full-calendars", "/calendars", "/contacts", "/ical"];
    private static readonly string[] WellKnown = ["/.well-known/caldav", "/.well-known/carddav"];

    private DavOptions Options => server.Options.Dav;

    public bool Owns(PathString path) =>
        Array.Exists(Roots, r => path.StartsWithSegments(r, StringComparison.Ordinal)) || (Options.WellKnown && IsWellKnown(path));

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?')[0];
        if (IsWellKnown(context.Request.Path))
        {
            // Without scheme and host, as Kerio Connect was seen to do.
            context.Response.Headers.Location = "/caldav/";
            context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
            return;
        }

        var user = SignIn(context);
        server.Calls.Add(new RecordedCall("dav", 0, user?.Address ?? string.Empty, context.Request.Method, path));
        if (user is null)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"Kerio Connect\"";
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var name = Uri.UnescapeDataString(path.TrimEnd('/').Split('/')[^1]);
        var fault = server.Faults.NextCall($"Dav.{context.Request.Method}", user.Address, path, name);
        var writer = new AnswerWriter(context, server.Options);
        if (!AnswerWriter.Cuts(fault) && await WebFaults.ObeyAsync(context, fault, server.Options.TimeProvider))
        {
            return;
        }

        var answer = fault?.Action is FaultAction.Error or FaultAction.Busy or FaultAction.No
            ? Fail(fault)
            : await AnswerAsync(context, user, path);
        await writer.WriteAsync(answer, fault);
    }

    private static bool IsWellKnown(PathString path) => WellKnown.Contains(path.Value?.TrimEnd('/'), StringComparer.Ordinal);

    private static DavAnswer Fail(Fault fault)
    {
        var status = fault.Action == FaultAction.Busy ? 503 : 500;
        return new DavAnswer(fault.Status == 0 ? status : fault.Status, Encoding.UTF8.GetBytes(fault.Text ?? string.Empty), "text/plain");
    }

    private KerioUser? SignIn(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) || Decode(header[6..]) is not [var login, var password])
        {
            return null;
        }

        var user = server.SignIn.WithPassword(login, password, context.Connection.RemoteIpAddress ?? IPAddress.Loopback);
        if (user is null || !server.SignIn.IsReady(user))
        {
            return null;
        }

        server.SignIn.Note(user, "WebDAV");
        return user;
    }

    private static string[] Decode(string credentials)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(credentials.Trim())).Split(':', 2);
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private async Task<DavAnswer> AnswerAsync(HttpContext context, KerioUser user, string path)
    {
        var method = DavMethod.Find(context.Request.Method);
        if (method is null)
        {
            return new DavAnswer(StatusCodes.Status405MethodNotAllowed);
        }

        if (await ReadAsync(context.Request) is not { } body)
        {
            return new DavAnswer(StatusCodes.Status413PayloadTooLarge);
        }

        if (DavPlace.Find(path, server.Store) is not { } place)
        {
            return new DavAnswer(StatusCodes.Status404NotFound);
        }

        // Nothing is shared between users yet.
        if (place.Owner is not null && place.Owner != user)
        {
            return new DavAnswer(StatusCodes.Status403Forbidden);
        }

        // Everybody sees public folders; changing them takes a right. Where CalDAV has them is in no document: see the option.
        var isWriting = context.Request.Method is "PUT" or "DELETE" or "MOVE" or "COPY" or "PROPPATCH" or "POST";
        if (place.IsPublic && (!Options.ShowsPublicFolders || (isWriting && !user.Right.PublicFolders)))
        {
            return new DavAnswer(Options.ShowsPublicFolders ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
        }

        return Carry(method, new DavCall(server, records, user, place, body, context.Request.Headers));
    }

    /// <summary>One change of a mailbox at a time: what a method has looked at is still so when it writes.</summary>
    private static DavAnswer Carry(Func<DavCall, DavAnswer> method, DavCall call)
    {
        lock (call.User.Mailbox.Sync)
        {
            try
            {
                return method(call);
            }
            catch (DavRefusalException e)
            {
                return DavAnswer.Refusal(e);
            }
        }
    }

    /// <summary>Null when the body is larger than it may be.</summary>
    private async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        var limit = HttpMethods.IsPut(request.Method) || HttpMethods.IsPost(request.Method) ? Options.MaxBodySize : null;
        if (request.ContentLength > limit)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        var buffer = new byte[65536];
        int count;
        while ((count = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            await bytes.WriteAsync(buffer.AsMemory(0, count));
            if (bytes.Length > limit)
            {
                return null;
            }
        }

        return bytes.ToArray();
    }
}
