using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Faults;
using Microsoft.AspNetCore.Http;

namespace KerioMigration.Simulation.Exchange;

/// <summary>The faults that replace an answer.</summary>
internal static class HttpFaults
{
    public const string ErrorPage = "<!DOCTYPE html><html><head><title>Outlook</title></head><body><h1>:-(</h1><p>Something went wrong.</p></body></html>";

    private const string Sentence = "An internal server error occurred. The operation failed.";

    /// <returns>True when the request has got its answer, or will never get one.</returns>
    public static async Task<bool> BeforeAsync(HttpContext http, Fault? fault, TimeProvider time)
    {
        switch (fault?.Action)
        {
            case FaultAction.Latency:
                await Task.Delay(fault.Duration ?? TimeSpan.Zero, time, http.RequestAborted);
                return false;
            case FaultAction.Stall:
                await StallAsync(http.RequestAborted);
                return true;
            case FaultAction.Reset:
                http.Abort();
                return true;
            case FaultAction.BrokenTls:
                await RawConnection.SpoilAsync(http);
                await StallAsync(http.RequestAborted);
                return true;
            case FaultAction.HttpStatus:
                await StatusAsync(http, fault);
                return true;
            case FaultAction.Html:
                http.Response.ContentType = "text/html; charset=utf-8";
                await http.Response.WriteAsync(fault.Text ?? ErrorPage, http.RequestAborted);
                return true;
            case FaultAction.Empty:
                http.Response.ContentType = "text/xml; charset=utf-8";
                http.Response.ContentLength = 0;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Busy and Error are faults of SOAP.</summary>
    public static void ThrowSoap(Fault? fault)
    {
        if (fault?.Action == FaultAction.Busy)
        {
            throw Throttle.Busy(fault.Duration);
        }

        if (fault?.Action == FaultAction.Error)
        {
            throw new SoapFaultException(fault.Code ?? "ErrorInternalServerError", fault.Text ?? Sentence) { Status = fault.Status == 0 ? 500 : fault.Status };
        }

        if (fault?.Action == FaultAction.BareFault)
        {
            throw new SoapFaultException("Server", fault.Text ?? Sentence) { IsBare = true };
        }
    }

    /// <summary>Until the client has gone.</summary>
    public static async Task StallAsync(CancellationToken aborted)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, aborted);
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or the server stops.
        }
    }

    private static async Task StatusAsync(HttpContext http, Fault fault)
    {
        http.Response.StatusCode = fault.Status;
        if (fault.Duration is { } duration)
        {
            http.Response.Headers.RetryAfter = ((int)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (fault.Status is >= 300 and < 400)
        {
            http.Response.Headers.Location = fault.Text ?? "/ews/genericerrorpage.htm";
        }
        else if (fault.Text is not null)
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            await http.Response.WriteAsync(fault.Text, http.RequestAborted);
        }
    }
}
