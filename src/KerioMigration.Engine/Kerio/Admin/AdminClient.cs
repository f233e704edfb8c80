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

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>
/// Kerio Connect's administration API: JSON-RPC 2.0 over POST, one session (cookies and X-Token), one call at a time. Any thread.
/// </summary>
internal sealed class AdminClient : IDisposable
{
    private const int AnswerLimit = 64 << 20;

    // An administrator waits for the first answer: a server that is gone is told after seconds.
    private const int TransientAttempts = 2;

    private readonly HttpDoor door;
    private readonly Uri url;
    private readonly NetworkCredential credential;
    private readonly ServerPace pace;
    private readonly ResiliencePipeline retry;
    private readonly SemaphoreSlim turn = new(1, 1);
    private string? token;
    private MigrationException? refusal;
    private int lastId;

    public AdminClient(HttpDoor door, Uri url, NetworkCredential credential, ServerPace pace)
    {
        this.door = door;
        this.url = url;
        this.credential = credential;
        this.pace = pace;
        retry = RetryPipeline.Create(pace, door.Time, TransientAttempts);
    }

    public string Where => ServerAddress.Of(url);

    /// <summary>
    /// Calls a method that may be repeated and gives its result. Signs in first, and once more when the session has expired.
    /// </summary>
    /// <exception cref="MigrationException">Scope Run: no connection, sign-in refused, not allowed, not understood.</exception>
    public Task<JObject> CallAsync(string method, object? parameters, CancellationToken cancellationToken) =>
        RetryAsync(token => CallOnceAsync(method, parameters, token), cancellationToken);

    /// <summary>Does it again while its failures are transient.</summary>
    public async Task<T> RetryAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        await retry.ExecuteAsync(async token => await work(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>As <see cref="CallAsync"/>, for methods that change something: whoever gets no answer looks before repeating.</summary>
    public async Task<JObject> CallOnceAsync(string method, object? parameters, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var isFresh = token is null;
            token ??= await SignInAsync(cancellationToken).ConfigureAwait(false);
            var (result, error) = await SendAsync(method, parameters, cancellationToken).ConfigureAwait(false);
            if (error is { Code: AdminError.SessionExpired } && !isFresh)
            {
                token = await SignInAsync(cancellationToken).ConfigureAwait(false);
                (result, error) = await SendAsync(method, parameters, cancellationToken).ConfigureAwait(false);
            }

            return result ?? throw Refused(method, error!);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Ends the session; a server that is gone has ended it already.</summary>
    public async Task SignOutAsync(CancellationToken cancellationToken)
    {
        if (token is null)
        {
            return;
        }

        try
        {
            await SendAsync("Session.logout", null, cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException)
        {
            // Nothing depends on it: sessions expire by themselves.
        }
        finally
        {
            token = null;
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<string> SignInAsync(CancellationToken cancellationToken)
    {
        token = null;
        if (refusal is not null)
        {
            throw new MigrationException(refusal.Failure, refusal);
        }

        var (result, error) = await SendAsync(
            "Session.login",
            new { userName = credential.UserName, password = credential.Password, application = new { name = "KerioMigration", vendor = "KerioMigration", version = EngineVersion.Text } },
            cancellationToken).ConfigureAwait(false);
        if (error is not null)
        {
            // Who else waits for the session must not try the same password again.
            throw refusal = new MigrationException(new Failure(
                FailureScope.Run,
                FailureRemedy.None,
                error.Code == AdminError.AccessDenied ? Reason.RoleInsufficient : Reason.SignInFailed,
                $"{Where} did not let {credential.UserName} in: {error.Message} It was tried once; correct the administrator's name and password before you run again, for Kerio blocks addresses that guess.")
            {
                Code = error.Code.ToString(System.Globalization.CultureInfo.InvariantCulture),
            });
        }

        return (string?)result!["token"] ?? throw NotUnderstood("Session.login gave no token");
    }

    private async Task<(JObject? Result, AdminError? Error)> SendAsync(string method, object? parameters, CancellationToken cancellationToken)
    {
        var request = new JObject { ["jsonrpc"] = "2.0", ["id"] = ++lastId, ["method"] = method };
        if (parameters is not null)
        {
            request["params"] = JObject.FromObject(parameters);
        }

        var headers = new List<KeyValuePair<string, string>> { new("Accept", "application/json-rpc") };
        if (token is not null)
        {
            headers.Add(new("X-Token", token));
        }

        var call = new HttpCall(HttpMethod.Post, url)
        {
            Body = new ArraySegment<byte>(Encoding.UTF8.GetBytes(request.ToString(Formatting.None))),
            ContentType = "application/json-rpc; charset=UTF-8",
            Headers = headers,

            // Parameters may hold passwords; the method tells enough.
            LoggedBody = method,
        };
        using var place = await pace.EnterAsync(cancellationToken).ConfigureAwait(false);
        using var answer = await door.SendAsync(call, cancellationToken).ConfigureAwait(false);
        var body = await answer.ReadBodyAsync(AnswerLimit, cancellationToken).ConfigureAwait(false);

        // Errors of the protocol come with HTTP 500 or 404 and are JSON all the same: the body speaks first.
        if (Parse(body) is not { } json)
        {
            throw answer.Status == HttpStatusCode.OK ? NotUnderstood("it answered something that is not JSON") : Unexplained(answer);
        }

        return json["error"] is JObject error ? (null, AdminError.From(error)) : (json["result"] as JObject ?? [], null);
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

    private MigrationException NotUnderstood(string what) => new(new Failure(
        FailureScope.Run,
        FailureRemedy.None,
        Reason.UnexpectedAnswer,
        $"{Where} does not speak Kerio Connect's administration API: {what}. Check host and port (4040 by default)."));

    private MigrationException Refused(string method, AdminError error) => error.ToException(
        FailureScope.Run,
        error.Code is AdminError.AccessDenied or AdminError.SessionExpired ? Reason.RoleInsufficient : Reason.ServerFault,
        $"{Where} refused {method} to {credential.UserName}");
}
