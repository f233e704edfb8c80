using System;
using System.Collections.Concurrent;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Http;

/// <summary>
/// The door that every HTTP request goes through: connections, cookies, compression, certificates, sign-in, time limits, wire log.
/// Gives answers of any status; what happens on the way to one is thrown as a classified MigrationException. Safe from any thread.
/// </summary>
public sealed class HttpDoor : IDisposable
{
    private static readonly string Version = typeof(HttpDoor).Assembly.GetName().Version!.ToString(3);

    private readonly HttpDoorOptions options;
    private readonly HttpClientHandler handler;
    private readonly HttpClient client;
    private readonly ConcurrentDictionary<string, CertificateCheck> certificates = new(StringComparer.OrdinalIgnoreCase);
    private readonly BearerTokens? tokens;

    static HttpDoor()
    {
        // Outside Windows, NTLM needs the library gss-ntlmssp, which few machines have; .NET brings an implementation of its own behind
        // this switch (.NET 8+). Who set it already, keeps the choice.
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && !AppContext.TryGetSwitch("System.Net.Security.UseManagedNtlm", out _))
        {
            AppContext.SetSwitch("System.Net.Security.UseManagedNtlm", true);
        }
    }

    public HttpDoor(HttpDoorOptions options)
    {
        this.options = options;
        tokens = options.SignIn is { Way: HttpSignInWay.Bearer, AccessToken: { } source } ? new BearerTokens(source) : null;
        handler = new HttpClientHandler
        {
            // Exchange keeps a session on one back end by cookies (X-BackEndCookie); Kerio's administration signs in by one.
            CookieContainer = new CookieContainer(),

            // Asked for call by call; what comes packed is unpacked by Unpacked.
            AutomaticDecompression = DecompressionMethods.None,
            AllowAutoRedirect = false,
            MaxConnectionsPerServer = options.MaxConnections,
            Credentials = ChallengeCredentials.For(options.SignIn),
            PreAuthenticate = true,
            ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) =>
                CertificateOf(request.RequestUri!.Host).Validate(request, certificate, chain, errors),
        };
        client = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>For protocols that sign in with every request; each says itself which answers prove that it was accepted.</summary>
    internal SignInGate SignInGate { get; } = new();

    public string Account => options.SignIn.Account;

    public bool IsLogging => options.WireLog is not null;

    public TimeProvider Time => options.Time;

    /// <summary>What is known about the certificate of a host that was talked to.</summary>
    public CertificateReport? Certificate(string host) => certificates.TryGetValue(host, out var check) ? check.Report : null;

    /// <exception cref="MigrationException">No answer came: name, connection, certificate, silence.</exception>
    public async Task<HttpAnswer> SendAsync(HttpCall call, CancellationToken cancellationToken)
    {
        if (tokens is null)
        {
            return await SendOnceAsync(call, null, cancellationToken).ConfigureAwait(false);
        }

        var used = await tokens.TakeAsync(null, cancellationToken).ConfigureAwait(false);
        var answer = await SendAsync(call, used, cancellationToken).ConfigureAwait(false);
        if (answer.Status != HttpStatusCode.Unauthorized || used.IsLast)
        {
            return answer;
        }

        answer.Dispose();
        used = await tokens.TakeAsync(used, cancellationToken).ConfigureAwait(false);
        return await SendAsync(call, used, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The failure behind an answer whose status the protocol does not explain.</summary>
    public Failure Explain(HttpAnswer answer) => StatusFailures.Classify(answer, Account, options.Time);

    public void Dispose()
    {
        client.Dispose();
        handler.Dispose();
        SignInGate.Dispose();
        tokens?.Dispose();
    }

    private async Task<HttpAnswer> SendAsync(HttpCall call, BearerToken token, CancellationToken cancellationToken)
    {
        var answer = await SendOnceAsync(call, token.Value, cancellationToken).ConfigureAwait(false);
        if (answer.Status != HttpStatusCode.Unauthorized)
        {
            token.Accept();
        }

        return answer;
    }

    private async Task<HttpAnswer> SendOnceAsync(HttpCall call, string? bearer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var request = Build(call, bearer);
        var exchange = LogRequest(call);
        var watch = new IdleWatch(options.ReadTimeout, options.Time, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            watch.Begin();
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, watch.Token).ConfigureAwait(false);
            LogAnswer(exchange, response);
#pragma warning disable CA2016 // netstandard2.0 has no overload with a token; the head is here already
            var body = Unpacked(response, await response.Content.ReadAsStreamAsync().ConfigureAwait(false));
#pragma warning restore CA2016
            watch.End();
            var watched = new WatchedStream(body, watch, e => Classified(e, call.Uri, watch, cancellationToken));
            return new HttpAnswer(call, response, watched, watch, options.WireLog is { } log ? text => log.Body(exchange, text) : null);
        }
        catch (Exception e)
        {
            var classified = Classified(e, call.Uri, watch, cancellationToken);
            response?.Dispose();
            watch.Dispose();
            options.WireLog?.Line(exchange, "failed: " + classified.Message);
            throw classified;
        }
    }

    private static Stream Unpacked(HttpResponseMessage response, Stream body) =>
        response.Content.Headers.ContentEncoding.Contains("gzip", StringComparer.OrdinalIgnoreCase)
            ? new GZipStream(body, CompressionMode.Decompress)
            : body;

    private Exception Classified(Exception exception, Uri uri, IdleWatch watch, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return exception as OperationCanceledException ?? new OperationCanceledException(exception.Message, exception, cancellationToken);
        }

        var where = ServerAddress.Of(uri);
        return new MigrationException(
            watch.HasExpired ? TransportFailures.Silent(where, options.ReadTimeout) : TransportFailures.Classify(exception, where, Certificate(uri.Host)),
            exception);
    }

    private HttpRequestMessage Build(HttpCall call, string? bearer)
    {
        var request = new HttpRequestMessage(call.Method, call.Uri);
        request.Headers.ExpectContinue = false;
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("KerioMigration", Version));
        if (call.AcceptsCompression)
        {
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        }

        foreach (var header in call.Headers)
        {
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        if (BodyOf(call) is { } body)
        {
            request.Content = body;
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(call.ContentType);
        }

        request.Headers.Authorization = bearer is not null ? new AuthenticationHeaderValue("Bearer", bearer)
            : options.SignIn.Way == HttpSignInWay.Basic ? BasicHeader(options.SignIn.Credential!)
            : null;
        return request;
    }

    private static HttpContent? BodyOf(HttpCall call) => call.Content is { } content ? new ItemBody(content)
        : call.Body is { } body ? new ByteArrayContent(body.Array!, body.Offset, body.Count)
        : null;

    private static AuthenticationHeaderValue BasicHeader(NetworkCredential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(HttpSignIn.FullName(credential) + ":" + credential.Password)));

    private CertificateCheck CertificateOf(string host) =>
        certificates.GetOrAdd(host, h => new CertificateCheck(h, options.SkipCertificateCheck, options.Time));

    private int LogRequest(HttpCall call)
    {
        if (options.WireLog is not { } log)
        {
            return 0;
        }

        var exchange = log.NextExchange();
        var size = call.Content?.Length ?? call.Body?.Count ?? 0;
        log.Line(exchange, $"{call.Method} {call.Uri.GetLeftPart(UriPartial.Path)} ({size} bytes)");
        if (call.LoggedBody is { } text)
        {
            log.Body(exchange, text);
        }

        return exchange;
    }

    private void LogAnswer(int exchange, HttpResponseMessage response)
    {
        // Chosen headers only: the others carry cookies, tokens and challenges.
        string[] shown = ["Content-Type", "Content-Length", "Retry-After", "X-FEServer", "X-BEServer", "X-CalculatedBETarget", "request-id", "Date"];
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(h => shown.Contains(h.Key, StringComparer.OrdinalIgnoreCase))
            .Select(h => $"{h.Key}: {string.Join(",", h.Value)}");
        options.WireLog?.Line(exchange, $"{(int)response.StatusCode} {string.Join("; ", headers)}");
    }
}
