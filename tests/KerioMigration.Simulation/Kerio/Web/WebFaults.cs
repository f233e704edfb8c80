using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using Microsoft.AspNetCore.Http;

namespace KerioMigration.Simulation.Kerio.Web;

/// <summary>The faults that replace the answer of any HTTP interface.</summary>
internal static class WebFaults
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
