using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;
using Polly;

namespace KerioMigration.Engine.Exchange;

/// <summary>
/// Sends operations to one EWS endpoint and reads their answers. Waits when the server asks for it and tries again what is transient;
/// errors of single items are values in the results. Safe from any thread; does not own the door.
/// </summary>
internal sealed class EwsClient
{
    // Somebody waits for the first answer: a server that is not there is told after seconds.
    private const int FirstAttempts = 2;

    private readonly HttpDoor door;
    private readonly ServerPace pace;
    private readonly ResiliencePipeline steady;
    private readonly ResiliencePipeline firstContact;
    private int refusedInARow;
    private volatile bool hasSucceeded;
    private volatile ServerVersion? version;

    public EwsClient(Uri url, HttpDoor door, ServerPace pace, ResiliencePipeline? pipeline = null)
    {
        Url = url;
        this.door = door;
        this.pace = pace;
        steady = pipeline ?? RetryPipeline.Create(pace, door.Time);
        firstContact = pipeline ?? RetryPipeline.Create(pace, door.Time, FirstAttempts);
        Where = ServerAddress.Of(url);
    }

    public Uri Url { get; }

    /// <summary><c>host:port</c></summary>
    public string Where { get; }

    public TimeProvider Time => door.Time;

    /// <summary>Null before the first good answer.</summary>
    public ServerVersion? Version => version;

    private ResiliencePipeline Pipeline => hasSucceeded ? steady : firstContact;

    /// <summary>Sends with retries.</summary>
    /// <exception cref="MigrationException">Nothing but a failure came, for good.</exception>
    public ValueTask<T> SendAsync<T>(EwsOperation<T> operation, EwsContext context, FailureScope scope, CancellationToken cancellationToken) =>
        RetryAsync(token => new ValueTask<T>(SendOnceAsync(operation, context, scope, token)), context, scope, cancellationToken);

    /// <summary>Runs <paramref name="action"/> again while its failures are transient, at most as often as the pipeline says.</summary>
    public async ValueTask<T> RetryAsync<T>(
        Func<CancellationToken, ValueTask<T>> action, EwsContext context, FailureScope scope, CancellationToken cancellationToken)
    {
        try
        {
            return await Pipeline.ExecuteAsync(action, cancellationToken).ConfigureAwait(false);
        }
        catch (EwsFaultException e)
        {
            throw new MigrationException(Classify(e.Error, scope, context), e);
        }
    }

    /// <summary>
    /// Sends an operation of one response message, and again while its error is transient. Final errors are the caller's, faults included:
    /// servers differ in which of the two forms they choose.
    /// </summary>
    public async ValueTask<EwsResponse<T>> SendSingleAsync<T>(
        EwsOperation<EwsResponse<T>> operation, EwsContext context, FailureScope scope, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await RetryAsync(SendAsync, context, scope, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e is { Failure.Remedy: FailureRemedy.None, InnerException: EwsFaultException })
        {
            return new EwsResponse<T>(null, ((EwsFaultException)e.InnerException!).Error);
        }

        ValueTask<EwsResponse<T>> SendAsync(CancellationToken token) =>
            new(SendSettledAsync(operation, context, scope, r => r.Payload is null ? r.Error : null, token));
    }

    /// <summary>For the caller that finds out version and access: final errors are the caller's, and so are the faults about those two.</summary>
    /// <param name="errorOf">The error that decides whether the answer is a transient failure.</param>
    /// <exception cref="EwsFaultException">About the version or the right to impersonate.</exception>
    public ValueTask<T> NegotiateAsync<T>(
        EwsOperation<T> operation, EwsContext context, FailureScope scope, Func<T, EwsError?> errorOf, CancellationToken cancellationToken) =>
        Pipeline.ExecuteAsync(token => new ValueTask<T>(SendSettledAsync(operation, context, scope, errorOf, token)), cancellationToken);

    /// <summary>Sends once, but waits for the server's time, and for the first sign-in.</summary>
    public Task<T> SendOnceAsync<T>(EwsOperation<T> operation, EwsContext context, FailureScope scope, CancellationToken cancellationToken) =>
        door.SignInGate.PassAsync(() => SendNowAsync(operation, context, scope, cancellationToken), cancellationToken);

    private async Task<T> SendNowAsync<T>(EwsOperation<T> operation, EwsContext context, FailureScope scope, CancellationToken cancellationToken)
    {
        using var place = await pace.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var answer = await door.SendAsync(Call(operation, context), cancellationToken).ConfigureAwait(false);
            var result = await ReadAsync(operation, answer, context, scope, cancellationToken).ConfigureAwait(false);
            hasSucceeded = true;
            refusedInARow = 0;
            pace.Succeeded();
            return result;
        }
        catch (MigrationException e) when (e.Failure.Remedy == FailureRemedy.RetryAfter)
        {
            pace.SlowDown(e.Failure);
            throw;
        }
    }

    /// <summary>Part of what a caller of <see cref="RetryAsync"/> wants is done, although more has to be asked for.</summary>
    public void Progressed() => pace.Progressed();

    /// <summary>The failure behind an error; a busy server is remembered for all callers.</summary>
    public Failure Classify(EwsError error, FailureScope scope, EwsContext context)
    {
        var failure = EwsFailures.Classify(error, scope, Where, context.Mailbox ?? "");
        if (failure.Remedy == FailureRemedy.RetryAfter)
        {
            pace.SlowDown(failure);
        }

        return failure;
    }

    // Transient errors also come as response messages: the pipeline sees them as exceptions.
    private async Task<T> SendSettledAsync<T>(
        EwsOperation<T> operation, EwsContext context, FailureScope scope, Func<T, EwsError?> errorOf, CancellationToken cancellationToken)
    {
        var result = await SendOnceAsync(operation, context, scope, cancellationToken).ConfigureAwait(false);
        return errorOf(result) is { } error && Classify(error, scope, context) is { Remedy: not FailureRemedy.None } failure
            ? throw new MigrationException(failure)
            : result;
    }

    private HttpCall Call<T>(EwsOperation<T> operation, EwsContext context)
    {
        var body = EnvelopeWriter.Write(context, operation.Write, operation.ManagementRole);
        List<KeyValuePair<string, string>> headers =
        [
            new("SOAPAction", $"\"{EwsNames.Messages}/{operation.Name}\""),
            new("client-request-id", Guid.NewGuid().ToString()),
            new("return-client-request-id", "true"),
        ];
        if (context.Mailbox is { } mailbox)
        {
            // Without it front ends proxy the request, or fail it with 500 or 503.
            headers.Add(new("X-AnchorMailbox", mailbox));
        }

        if (context.Route is { } route)
        {
            headers.Add(new("X-AnchorMailbox", route.Anchor));
            headers.Add(new("X-PublicFolderMailbox", route.Mailbox));
        }

        return new HttpCall(HttpMethod.Post, Url)
        {
            Body = body,
            Headers = headers,
            AcceptsCompression = !operation.IsMostlyContent,
            LoggedBody = door.IsLogging ? Encoding.UTF8.GetString(body.Array!, body.Offset, body.Count) : null,
        };
    }

    private async Task<T> ReadAsync<T>(
        EwsOperation<T> operation, HttpAnswer answer, EwsContext context, FailureScope scope, CancellationToken cancellationToken)
    {
        // A SOAP answer may come with any status: faults with 200, good answers with 500.
        if (answer.Status is not (HttpStatusCode.OK or HttpStatusCode.InternalServerError) || answer.IsHtml)
        {
            throw new MigrationException(Explain(answer));
        }

        using var filter = new AnswerFilter(operation.StreamedElement, operation.ExpectedLengths);
        await PumpAsync(answer, filter, scope, cancellationToken).ConfigureAwait(false);
        if (answer.IsLogged)
        {
            answer.LogBody(Encoding.UTF8.GetString(filter.Skeleton.ToArray()));
        }

        var (soap, result) = Parse(operation, answer, filter);
        version = soap.Version ?? version;
        if (soap.Fault is { } fault)
        {
            ThrowFault(fault, context, scope);
        }

        return result!;
    }

    // Many items with much text each: fewer of them fit.
    private async Task PumpAsync(HttpAnswer answer, AnswerFilter filter, FailureScope scope, CancellationToken cancellationToken)
    {
        try
        {
            await AnswerPump.PumpAsync(answer.Body, filter, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException e) when (filter.IsOverfull)
        {
            throw new MigrationException(new Failure(scope, FailureRemedy.None, Reason.UnexpectedAnswer, $"{Where} sent an answer that is too long to be read."), e);
        }
    }

    private (SoapAnswer Soap, T? Result) Parse<T>(EwsOperation<T> operation, HttpAnswer answer, AnswerFilter filter)
    {
        T? result = default;
        try
        {
            var soap = SoapAnswer.Read(filter.Skeleton.Span, reader => result = operation.Read(reader, filter));
            if (soap.IsComplete)
            {
                // Also a fault comes only to those who are signed in.
                door.SignInGate.Open();
                return (soap, result);
            }
        }
        catch (XmlException e)
        {
            throw new MigrationException(Garbled(answer), e);
        }

        throw new MigrationException(Garbled(answer));
    }

    private void ThrowFault(EwsError fault, EwsContext context, FailureScope scope)
    {
        if (EwsFailures.IsVersionRefused(fault) || EwsFailures.IsImpersonationRefused(fault))
        {
            throw new EwsFaultException(fault);
        }

        throw new MigrationException(EwsFailures.Classify(fault, scope, Where, context.Mailbox ?? ""), new EwsFaultException(fault));
    }

    private Failure Explain(HttpAnswer answer)
    {
        var failure = door.Explain(answer);
        if (answer.Status == HttpStatusCode.Unauthorized)
        {
            // Servers under load answer 401 to accounts that are fine: once more, then it is final (a locked account helps nobody).
            return hasSucceeded && Interlocked.Increment(ref refusedInARow) == 1 ? failure with { Remedy = FailureRemedy.Retry } : failure;
        }

        var isErrorPage = answer.Header("Location")?.IndexOf("genericerrorpage", StringComparison.OrdinalIgnoreCase) >= 0;
        return isErrorPage || (hasSucceeded && failure.Reason == Reason.UnexpectedAnswer)
            ? failure with { Remedy = FailureRemedy.Retry, Scope = FailureScope.Mailbox }
            : failure;
    }

    // Exchange Online was seen to send empty bodies and cut answers; a server that never gave a good answer is probably none.
    private Failure Garbled(HttpAnswer answer) => (int)answer.Status >= 500
        ? door.Explain(answer)
        : StatusFailures.Unexpected(answer) with { Remedy = FailureRemedy.Retry, Scope = FailureScope.Mailbox };
}
