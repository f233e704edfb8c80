using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Polly;

namespace KerioMigration.Engine.Kerio.JsonRpc;

/// <summary>
/// JSON-RPC 2.0 over POST as both of Kerio Connect's interfaces speak it: one session (cookies and X-Token), one call at a time. A door
/// keeps the cookies of one session for each interface. Any thread.
/// </summary>
internal abstract class RpcClient : IDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private const int AnswerLimit = 64 << 20;

    private readonly HttpDoor door;
    private readonly Uri url;
    private readonly NetworkCredential credential;
    private readonly ServerPace pace;
    private readonly ResiliencePipeline retry;
    private readonly SemaphoreSlim turn = new(1, 1);
    private string? token;
    private MigrationException? refusal;
    private int lastId;

    protected RpcClient(HttpDoor door, Uri url, NetworkCredential credential, ServerPace pace, int transientAttempts)
    {
        this.door = door;
        this.url = url;
        this.credential = credential;
        this.pace = pace;
        retry = RetryPipeline.Create(pace, door.Time, transientAttempts);
    }

    public string Where => ServerAddress.Of(url);

    protected string Account => credential.UserName;

    /// <summary>
    /// Calls a method that may be repeated and gives its result. Signs in first, and once more when the session has expired.
    /// </summary>
    /// <exception cref="MigrationException">No connection, sign-in refused, not allowed, not understood.</exception>
    public Task<JObject> CallAsync(string method, object? parameters, CancellationToken cancellationToken) =>
        RetryAsync(token => CallOnceAsync(method, parameters, token), cancellationToken);

    /// <summary>Does it again while its failures are transient.</summary>
    public async Task<T> RetryAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        await retry.ExecuteAsync(async token => await work(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>As <see cref="CallAsync"/>, for methods that change something: whoever gets no answer looks before repeating.</summary>
    public Task<JObject> CallOnceAsync(string method, object? parameters, CancellationToken cancellationToken) =>
        CallOnceAsync(method, parameters, isChange: false, cancellationToken);

    /// <summary>As <see cref="CallAsync"/>, for what must not be done twice: repeated only while it was certainly not done.</summary>
    /// <exception cref="MigrationException">With <see cref="Failure.OutcomeUnknown"/> whenever it may have been done, after a cancellation too.</exception>
    public async Task<JObject> ChangeAsync(string method, object? parameters, CancellationToken cancellationToken)
    {
        MigrationException? unknown = null;
        var result = await RetryAsync(
            async token =>
            {
                try
                {
                    return await CallOnceAsync(method, parameters, isChange: true, token).ConfigureAwait(false);
                }
                catch (MigrationException e) when (e.Failure.OutcomeUnknown)
                {
                    // Carried past the retry.
                    unknown = e;
                    return [];
                }
            },
            cancellationToken).ConfigureAwait(false);
        return unknown is null ? result : throw new MigrationException(unknown.Failure, unknown);
    }

    /// <summary>Lets the next calls wait; false when the server stands still and asking again is no use.</summary>
    public bool SlowDown(Failure failure)
    {
        pace.SlowDown(failure);
        return !pace.StandsStill;
    }

    /// <summary>Ends the session; a server that is gone has ended it already, and one that does not answer is not waited for.</summary>
    public async Task SignOutAsync()
    {
        if (token is null)
        {
            return;
        }

        using var limit = new CancellationTokenSource(Farewell);
        try
        {
            await SendAsync("Session.logout", null, false, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MigrationException or OperationCanceledException)
        {
            // Nothing depends on it: sessions expire by themselves.
        }
        finally
        {
            token = null;
        }
    }

    public virtual void Dispose()
    {
        turn.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Why nobody gets in. It was tried once and is not tried again.</summary>
    protected abstract Failure SignInRefused(RpcError error);

    /// <summary>Something answered that is no such interface.</summary>
    protected abstract Failure NotUnderstood(string what);

    protected abstract Failure CallRefused(string method, RpcError error);

    private async Task<JObject> CallOnceAsync(string method, object? parameters, bool isChange, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var isFresh = token is null;
            token ??= await SignInAsync(cancellationToken).ConfigureAwait(false);
            var (result, error) = await SendAsync(method, parameters, isChange, cancellationToken).ConfigureAwait(false);
            if (error is { Code: RpcError.SessionExpired } && !isFresh)
            {
                token = await SignInAsync(cancellationToken).ConfigureAwait(false);
                (result, error) = await SendAsync(method, parameters, isChange, cancellationToken).ConfigureAwait(false);
            }

            return result ?? throw new MigrationException(CallRefused(method, error!));
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<string> SignInAsync(CancellationToken cancellationToken)
    {
        token = null;
        if (refusal is not null)
        {
            throw new MigrationException(refusal.Failure, refusal);
        }

        var (result, error) = await AskForSessionAsync(cancellationToken).ConfigureAwait(false);
        if (error is not null)
        {
            // Who else waits for the session must not try the same password again.
            throw refusal = new MigrationException(SignInRefused(error));
        }

        return (string?)result!["token"] ?? throw new MigrationException(NotUnderstood("Session.login gave no token"));
    }

    private async Task<(JObject? Result, RpcError? Error)> AskForSessionAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(
                "Session.login",
                new { userName = credential.UserName, password = credential.Password, application = new { name = "KerioMigration", vendor = "KerioMigration", version = EngineVersion.Text } },
                false,
                cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.OutcomeUnknown)
        {
            // Whether or not there is a session now, nothing was changed.
            throw new MigrationException(e.Failure with { OutcomeUnknown = false }, e);
        }
    }

    private async Task<(JObject? Result, RpcError? Error)> SendAsync(string method, object? parameters, bool isChange, CancellationToken cancellationToken)
    {
        var call = Build(method, parameters);
        using var place = await pace.EnterAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            using var answer = await door.SendAsync(call, cancellationToken).ConfigureAwait(false);
            var body = await answer.ReadBodyAsync(AnswerLimit, cancellationToken).ConfigureAwait(false);

            // Errors of the protocol come with HTTP 500 or 404 and are JSON all the same: the body speaks first.
            if (Parse(body) is not { } json)
            {
                if ((int)answer.Status == RpcError.TooLarge)
                {
                    return (null, new RpcError(RpcError.TooLarge, "The request is too large."));
                }

                throw answer.Status == HttpStatusCode.OK
                    ? new MigrationException(NotUnderstood("it answered something that is not JSON"))
                    : Unexplained(answer);
            }

            return json["error"] is JObject error ? (null, RpcError.From(error)) : (json["result"] as JObject ?? [], null);
        }
        catch (OperationCanceledException e) when (isChange)
        {
            throw new MigrationException(Stopped(method), e);
        }
        catch (MigrationException e) when (isChange && e.Failure is { OutcomeUnknown: false, Reason: Reason.ServerFault or Reason.UnexpectedAnswer })
        {
            // What stands before the server answered for it, and may have lost its answer.
            throw new MigrationException(e.Failure with { OutcomeUnknown = true }, e);
        }
    }

    private HttpCall Build(string method, object? parameters)
    {
        var request = new JObject { ["jsonrpc"] = "2.0", ["id"] = Interlocked.Increment(ref lastId), ["method"] = method };
        if (parameters is not null)
        {
            request["params"] = JObject.FromObject(parameters);
        }

        var headers = new List<KeyValuePair<string, string>> { new("Accept", "application/json-rpc") };
        if (token is not null)
        {
            headers.Add(new("X-Token", token));
        }

        return new HttpCall(HttpMethod.Post, url)
        {
            Body = new ArraySegment<byte>(Encoding.UTF8.GetBytes(request.ToString(Formatting.None))),
            ContentType = "application/json-rpc; charset=UTF-8",
            Headers = headers,

            // Parameters may hold passwords; the method tells enough.
            LoggedBody = method,
        };
    }

    private static JObject? Parse(ArraySegment<byte> body)
    {
        try
        {
            using var reader = new JsonTextReader(new StreamReader(new MemoryStream(body.Array!, body.Offset, body.Count)))
            {
                DateParseHandling = DateParseHandling.None,
            };
            return JToken.ReadFrom(reader) as JObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private MigrationException Unexplained(HttpAnswer answer)
    {
        var failure = door.Explain(answer);
        if (failure.Remedy == FailureRemedy.RetryAfter)
        {
            pace.SlowDown(failure);
        }

        return new MigrationException(failure);
    }

    private static Failure Stopped(string method) =>
        new(FailureScope.Mailbox, FailureRemedy.Retry, Reason.Interrupted, $"The migration was stopped during {method}.") { OutcomeUnknown = true };
}
