using System;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using Microsoft.AspNetCore.Http;

namespace KerioMigration.Simulation.Kerio.Admin;

/// <summary>What a fault does to one administration call.</summary>
internal static class AdminFaults
{
    /// <summary>True when the fault was the whole answer.</summary>
    public static async Task<bool> ObeyAsync(HttpContext context, Fault? fault, TimeProvider time)
    {
        switch (fault?.Action)
        {
            case FaultAction.Latency:
                await Task.Delay(fault.Duration ?? TimeSpan.Zero, time, context.RequestAborted);
                return false;
            case FaultAction.Stall:
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                return true;
            case FaultAction.Reset:
                context.Abort();
                return true;
            case FaultAction.CloseAfterBytes:
                context.Response.ContentLength = fault.Bytes + 1;
                await context.Response.WriteAsync(new string(' ', (int)fault.Bytes), context.RequestAborted);
                context.Abort();
                return true;
            case FaultAction.HttpStatus:
                await WriteAsync(context, fault.Status, fault.Text ?? string.Empty, fault.Duration);
                return true;
            case FaultAction.Html:
                await WriteAsync(context, 200, fault.Text ?? "<html><body>Kerio Connect</body></html>", null);
                return true;
            case FaultAction.Empty:
                return true;
            default:
                return false;
        }
    }

    /// <summary><see cref="Fault.Code"/> is the number of the error.</summary>
    public static RpcException Error(Fault fault) =>
        new(int.Parse(fault.Code ?? "1000", CultureInfo.InvariantCulture), fault.Text ?? "Operation failed.");

    /// <summary>Every input fails although the call succeeds; nothing is done.</summary>
    public static JsonObject ItemErrors(AdminCall? call, Fault fault)
    {
        var count = call?.Params.Select(p => p.Value).OfType<JsonArray>().FirstOrDefault()?.Count ?? 1;
        return new JsonObject
        {
            ["errors"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => Error(fault).ToItemError(i))]),
            ["result"] = new JsonArray(),
        };
    }

    private static async Task WriteAsync(HttpContext context, int status, string body, TimeSpan? retryAfter)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        if (retryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsync(body, context.RequestAborted);
    }
}
