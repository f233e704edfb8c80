using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;
using Polly;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>Sends requests as one user, waits when the server asks for it and tries again what is transient. Any thread.</summary>
internal sealed class DavClient : IDisposable
{
    private readonly DavServer server;
    private readonly HttpDoor door;
    private readonly ResiliencePipeline retry;

    public DavClient(DavServer server, DavSignIn signIn)
    {
        this.server = server;
        Where = ServerAddress.Of(server.Root);
        door = new HttpDoor(new HttpDoorOptions
        {
            SignIn = new HttpSignIn(HttpSignInWay.Basic) { Credential = new NetworkCredential(signIn.Address, signIn.Password.ToSecureString()) },
            SkipCertificateCheck = server.SkipCertificateCheck,
            MaxConnections = server.Connections,
            WireLog = server.WireLog,
            Time = server.Time,
        });
        retry = RetryPipeline.Create(server.Pace, server.Time);
    }

    /// <summary><c>host:port</c></summary>
    public string Where { get; }

    /// <summary>How many requests gain from running at once.</summary>
    public int Connections => server.Connections;

    public TimeProvider Time => server.Time;

    public TimeSpan CancelGrace => server.CancelGrace;

    /// <summary>Gives any answer that is final, also a refusal.</summary>
    /// <param name="doubt">For a change: whether an attempt of it went unanswered.</param>
    /// <exception cref="MigrationException">None came, or the sign-in was refused.</exception>
    public async Task<DavAnswer> SendAsync(DavRequest request, CancellationToken cancellationToken, DavDoubt? doubt = null) =>
        await RetryAsync(token => PassAsync(request, doubt ?? new DavDoubt(), token), cancellationToken).ConfigureAwait(false);

    /// <summary>Does what may be repeated again while its failures are transient.</summary>
    public async Task<T> RetryAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        await retry.ExecuteAsync(async token => await work(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Gives what <paramref name="select"/> makes of an answer that was read whole, or an exception that asks for another try.</summary>
    /// <remarks>Goes where the server points to; never to another server, for that would see the password.</remarks>
    public Task<T> AskAsync<T>(DavRequest request, Func<DavAnswer, T> select, CancellationToken cancellationToken) => RetryAsync(
        async token =>
        {
            using var answer = await FollowAsync(request, token).ConfigureAwait(false);
            try
            {
                return select(answer);
            }
            catch (XmlException e)
            {
                throw new MigrationException(DavFailures.Garbled(answer, Where), e);
            }
        },
        cancellationToken);

    /// <summary>Asks for a multistatus and gives what <paramref name="select"/> keeps of it; null when the server refuses.</summary>
    public Task<IReadOnlyList<T>?> ReadAsync<T>(DavRequest request, Func<DavResponse, T?> select, CancellationToken cancellationToken)
        where T : class => AskAsync<IReadOnlyList<T>?>(request, answer => answer.IsMultiStatus ? [.. answer.Responses().Select(select).OfType<T>()] : null, cancellationToken);

    /// <summary>Runs work on each, several at once, and gives the results in order.</summary>
    public async Task<IReadOnlyList<TResult>> EachAsync<T, TResult>(IReadOnlyList<T> items, Func<T, Task<TResult>> work)
    {
        using var turns = new SemaphoreSlim(Connections, Connections);
        return await Task.WhenAll(items.Select(RunAsync)).ConfigureAwait(false);

        async Task<TResult> RunAsync(T item)
        {
            await turns.WaitAsync().ConfigureAwait(false);
            try
            {
                return await work(item).ConfigureAwait(false);
            }
            finally
            {
                turns.Release();
            }
        }
    }

    public void Dispose() => door.Dispose();

    private async Task<DavAnswer> FollowAsync(DavRequest request, CancellationToken cancellationToken)
    {
        const int mostRedirects = 5;
        var answer = await PassAsync(request, new DavDoubt(), cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < mostRedirects && answer.IsRedirect && answer.Location is { } location && DavPath.Redirected(answer.Uri, location) is { } target; i++)
        {
            answer.Dispose();
            request = request with { Path = target };
            answer = await PassAsync(request, new DavDoubt(), cancellationToken).ConfigureAwait(false);
        }

        return answer;
    }

    private Task<DavAnswer> PassAsync(DavRequest request, DavDoubt doubt, CancellationToken cancellationToken) =>
        door.SignInGate.PassAsync(() => SendOnceAsync(request, doubt, cancellationToken), cancellationToken);

    private async Task<DavAnswer> SendOnceAsync(DavRequest request, DavDoubt doubt, CancellationToken cancellationToken)
    {
        using var place = await server.Pace.EnterAsync(cancellationToken).ConfigureAwait(false);
        var earlier = doubt.MayHaveActed;
        doubt.MayHaveActed = true;
        try
        {
            var answer = await SendNowAsync(request, cancellationToken).ConfigureAwait(false);
            doubt.MayHaveActed = earlier;
            server.Pace.Succeeded();
            return answer;
        }
        catch (MigrationException e) when (!e.Failure.OutcomeUnknown)
        {
            doubt.MayHaveActed = earlier || e.Failure.Reason == Reason.ServerFault;
            if (e.Failure.Remedy == FailureRemedy.RetryAfter)
            {
                server.Pace.SlowDown(e.Failure);
            }

            throw;
        }
    }

    private async Task<DavAnswer> SendNowAsync(DavRequest request, CancellationToken cancellationToken)
    {
        var call = new HttpCall(request.HttpMethod, new Uri(server.Root, request.Path))
        {
            Body = request.Body,
            Content = request.Content,
            ContentType = request.ContentType,
            Headers = request.Headers(server.Root),
        };
        using var head = await door.SendAsync(call, cancellationToken).ConfigureAwait(false);
        var answer = await ReadBodyAsync(head, cancellationToken).ConfigureAwait(false);
        var failure = answer.Status == 401 ? DavFailures.SignIn(answer, Where, door.Account) : DavFailures.Transient(answer, Where);
        if (failure is not null)
        {
            answer.Dispose();
            throw new MigrationException(failure);
        }

        if (answer.IsSuccess)
        {
            // A redirect comes to strangers, too.
            door.SignInGate.Open();
        }

        return answer;
    }

    private async Task<DavAnswer> ReadBodyAsync(HttpAnswer head, CancellationToken cancellationToken)
    {
        using var builder = new ItemContentBuilder();
        var buffer = new byte[16384];
        int count;
        while ((count = await head.Body.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)) > 0)
        {
            builder.Write(buffer.AsSpan(0, count));
        }

        return new DavAnswer(head, builder.Complete(), door.Time);
    }
}
