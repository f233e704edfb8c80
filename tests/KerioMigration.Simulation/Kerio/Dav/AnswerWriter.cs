using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KerioMigration.Simulation.Kerio.Dav;

/// <summary>Sends an answer as the real server does: in chunks, compressed where the client allows it, or as far as a fault lets it.</summary>
internal sealed class AnswerWriter(HttpContext context, SimulatedKerioOptions options)
{
    private const string Features = "1, access-control, calendar-access, calendar-schedule, calendar-auto-schedule, "
        + "calendarserver-principal-property-search, calendarserver-sharing, calendarserver-sharing-no-scheduling, addressbook, "
        + "calendar-default-alarms";

    /// <summary>Faults that need the right answer first.</summary>
    public static bool Cuts(Fault? fault) => fault?.Action is FaultAction.CloseAfterBytes or FaultAction.Truncated or FaultAction.HalfOpen
        or FaultAction.HtmlAfter or FaultAction.DoneThenReset;

    public async Task WriteAsync(DavAnswer answer, Fault? fault)
    {
        if (fault?.Action == FaultAction.DoneThenReset)
        {
            context.Abort();
            return;
        }

        WriteHead(answer);
        var body = answer.Body ?? [];
        if (body.Length == 0 || HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.ContentLength = HttpMethods.IsHead(context.Request.Method) ? body.Length : 0;
            return;
        }

        context.Response.ContentType = answer.ContentType;
        body = Compress(body);
        switch (fault?.Action)
        {
            case FaultAction.Truncated:
                body = body[..(int)Math.Min(fault.Bytes, body.Length)];
                break;
            case FaultAction.HtmlAfter:
                body = [.. body, .. Encoding.UTF8.GetBytes(fault.Text ?? "<html><body>Kerio Connect</body></html>")];
                break;
            case FaultAction.CloseAfterBytes or FaultAction.HalfOpen:
                await CutAsync(body, fault);
                return;
        }

        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private void WriteHead(DavAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        if (answer.Status == 207)
        {
            context.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = "Multi status";
        }

        response.Headers["DAV"] = Features;
        response.Headers["MS-WebStorage"] = "08.01.10240";
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        if (options.Dav.ClosesConnections)
        {
            response.Headers.Connection = "close";
        }
    }

    private byte[] Compress(byte[] body)
    {
        if (!context.Request.Headers.AcceptEncoding.ToString().Split(',').Any(e => e.Split(';')[0].Trim() == "deflate"))
        {
            return body;
        }

        context.Response.Headers.ContentEncoding = "deflate";
        using var bytes = new MemoryStream();
        using (Stream stream = options.Dav.BareDeflate
            ? new DeflateStream(bytes, CompressionLevel.Fastest, leaveOpen: true)
            : new ZLibStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(body);
        }

        return bytes.ToArray();
    }

    private async Task CutAsync(byte[] body, Fault fault)
    {
        await context.Response.Body.WriteAsync(body.AsMemory(0, (int)Math.Min(fault.Bytes, body.Length)), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (fault.Action == FaultAction.HalfOpen)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }

        context.Abort();
    }
}
