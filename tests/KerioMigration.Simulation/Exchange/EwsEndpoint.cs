using System;
using System.Collections.Frozen;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading.Tasks;
using System.Xml;
using KerioMigration.Simulation.Exchange.Operations;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.SignIn;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Seeding;
using Microsoft.AspNetCore.Http;

namespace KerioMigration.Simulation.Exchange;

/// <summary>POST /EWS/Exchange.asmx: from the HTTP request to an operation and back.</summary>
internal sealed class EwsEndpoint
{
    private readonly Organization organization;
    private readonly SimulatedExchangeOptions options;
    private readonly FaultPlan faults;
    private readonly RequestLog log;
    private readonly Authenticator authenticator;
    private readonly Throttle throttle;
    private readonly ServerBuild build;
    private readonly byte[] envelopeStart;
    private readonly FrozenDictionary<Guid, SeededMailbox> mailboxes;
    private readonly FrozenDictionary<string, IOperation> operations;

    public EwsEndpoint(Organization organization, SimulatedExchangeOptions options, FaultPlan faults, RequestLog log, Authenticator authenticator)
    {
        this.organization = organization;
        this.options = options;
        this.faults = faults;
        this.log = log;
        this.authenticator = authenticator;
        throttle = new Throttle(options.Throttling, options.TimeProvider);
        build = ServerBuild.Of(options.Version);
        envelopeStart = Envelope.Start(build);
        mailboxes = organization.Users.Select(u => u.Mailbox)
            .Concat(organization.PublicFolders is { } folders ? [folders] : [])
            .ToFrozenDictionary(m => m.Guid);
        operations = AllOperations.Create().ToFrozenDictionary(o => o.Name, StringComparer.Ordinal);
    }

    public async Task HandleAsync(HttpContext http)
    {
        if (await HttpFaults.BeforeAsync(http, faults.NextCall("Connect"), options.TimeProvider))
        {
            return;
        }

        var caller = authenticator.SignIn(http);
        if (caller is null)
        {
            log.Add(http, string.Empty, null, null, default);
            return;
        }

        if (!HttpMethods.IsPost(http.Request.Method))
        {
            // A browser's GET is sent to the service description.
            http.Response.Redirect("/EWS/Services.wsdl");
            return;
        }

        if (http.Request.ContentType?.StartsWith("text/xml", StringComparison.OrdinalIgnoreCase) != true)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        await AnswerAsync(http, caller, body.ToArray());
    }

    private async Task AnswerAsync(HttpContext http, Caller caller, byte[] body)
    {
        RecordedRequest? record = null;
        try
        {
            var request = SoapRequest.Parse(body);
            var target = ImpersonationTarget(request, caller);
            record = log.Add(http, request.OperationName, caller.UserName, target.Address, body);
            var fault = faults.NextCall(request.OperationName, caller.UserName, target.Address);
            if (await HttpFaults.BeforeAsync(http, fault, options.TimeProvider))
            {
                return;
            }

            HttpFaults.ThrowSoap(fault);
            using (throttle.Enter(target.Address ?? caller.UserName))
            {
                await RunAsync(http, request, caller, Acting(target, caller), fault, record);
            }
        }
        catch (XmlException)
        {
            // The message encoder refuses before the service is reached: no SOAP answer.
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        catch (SoapFaultException fault) when (!http.Response.HasStarted)
        {
            if (record is not null)
            {
                record.BackOff = fault.BackOff;
            }

            await WriteFaultAsync(http, fault, record);
        }
    }

    private async Task RunAsync(HttpContext http, SoapRequest request, Caller caller, SeededUser? acting, Fault? fault, RecordedRequest record)
    {
        var version = request.SchemaVersion(build);
        if (request.Operation.Name.Namespace != Ns.Messages || !operations.TryGetValue(request.OperationName, out var operation) || version < operation.Since)
        {
            throw new SoapFaultException("ErrorInvalidRequest", "The request is invalid.");
        }

        new RequestValidator(version).Validate(request.Operation, operation.Schema);
        if (options.Latency > TimeSpan.Zero)
        {
            await Task.Delay(options.Latency, options.TimeProvider, http.RequestAborted);
        }

        if (fault?.Action == FaultAction.DoneThenReset)
        {
            http.Abort();
            return;
        }

        try
        {
            await WriteAnswerAsync(http, request, operation, version, caller, acting, fault, record);
        }
        catch (CutException) when (fault?.Action == FaultAction.HalfOpen)
        {
            await HttpFaults.StallAsync(http.RequestAborted);
        }
        catch (CutException) when (fault?.Action == FaultAction.Truncated)
        {
            // Kestrel ends the answer in good order.
        }
    }

    private async Task WriteAnswerAsync(
        HttpContext http, SoapRequest request, IOperation operation, SchemaVersion version, Caller caller, SeededUser? acting, Fault? fault, RecordedRequest record)
    {
        var isCut = fault?.Action is FaultAction.CloseAfterBytes or FaultAction.HalfOpen or FaultAction.Truncated;
        await using var answer = new AnswerWriter(
            Open(http), isCut ? fault!.Bytes : long.MaxValue, options.RecordBodies, fault?.Action == FaultAction.IllegalCharacters);
        answer.Raw(envelopeStart);
        await operation.AnswerAsync(new OperationContext
        {
            Options = options,
            Organization = organization,
            Schema = version,
            Request = request.Operation,
            Caller = caller,
            ActingUser = acting,
            Access = new MailboxAccess(organization, mailboxes, caller, acting, PublicRoute.Of(http, options.Version)),
            Answer = answer,
            Faults = faults,
            Fault = fault?.Action,
            Aborted = http.RequestAborted,
        });
        Envelope.End(answer);
        if (fault?.Action == FaultAction.HtmlAfter)
        {
            answer.Ascii(fault.Text ?? HttpFaults.ErrorPage);
        }

        await answer.FlushAsync(http.RequestAborted);
        record.AnswerBody = answer.Copy;
    }

    /// <summary>Headers and, for clients that accept it, gzip. Nothing is sent before the first flush.</summary>
    private Stream Open(HttpContext http)
    {
        var response = http.Response;
        response.ContentType = "text/xml; charset=utf-8";
        ServerHeaders.Add(http, build, options);
        if (!options.Gzip || !http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return response.Body;
        }

        response.Headers.ContentEncoding = "gzip";
        response.Headers.Vary = "Accept-Encoding";
        return new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
    }

    private async Task WriteFaultAsync(HttpContext http, SoapFaultException fault, RecordedRequest? record)
    {
        http.Response.Headers.Clear();
        http.Response.StatusCode = fault.Status;
        http.Response.ContentType = "text/xml; charset=utf-8";
        ServerHeaders.Add(http, build, options);
        await using var answer = new AnswerWriter(http.Response.Body, keepCopy: options.RecordBodies);
        Envelope.Fault(answer, fault);
        await answer.FlushAsync(http.RequestAborted);
        if (record is not null)
        {
            record.AnswerBody = answer.Copy;
        }
    }

    /// <summary>Who is meant by ExchangeImpersonation; the caller's own mailbox without it.</summary>
    private (bool IsImpersonated, SeededUser? User, string? Address) ImpersonationTarget(SoapRequest request, Caller caller)
    {
        if (request.Impersonation is null)
        {
            return (false, caller.User, caller.User?.PrimarySmtpAddress);
        }

        var value = request.ConnectingSid?.Value ?? string.Empty;
        var user = request.ConnectingSid?.Name.LocalName == "SID" ? null : organization.Find(value);
        return (true, user, value);
    }

    private static SeededUser? Acting((bool IsImpersonated, SeededUser? User, string? Address) target, Caller caller)
    {
        if (!target.IsImpersonated)
        {
            return target.User;
        }

        // The right is checked before the mailbox is looked for: no way to probe addresses.
        var mayImpersonate = caller.Service?.HasImpersonationRight == true || (caller.User is not null && caller.User == target.User);
        return !mayImpersonate
            ? throw new SoapFaultException("ErrorImpersonateUserDenied", "The account does not have permission to impersonate the requested user.")
            : target.User ?? throw new SoapFaultException("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it.");
    }
}
