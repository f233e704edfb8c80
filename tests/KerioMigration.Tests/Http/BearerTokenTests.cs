using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace KerioMigration.Tests.Http;

/// <summary>Tokens that expire while many requests are under way. The server knows which tokens are good, and when everybody has come.</summary>
public sealed class BearerTokenTests
{
    private const int Callers = 8;

    private readonly ConcurrentQueue<string> seen = new();
    private readonly HashSet<string> good = [];
    private readonly TaskCompletionSource allHere = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int asked;

    [Fact]
    public async Task All_that_are_refused_share_one_new_token()
    {
        good.Add("t2");
        await using var server = await StubServer.StartAsync(AnswerAsync);
        using var door = Door(n => Task.FromResult("t" + n));

        var sends = Enumerable.Range(0, Callers).Select(_ => door.SendAsync(Get(server), default)).ToList();
        foreach (var answer in await Task.WhenAll(sends))
        {
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            answer.Dispose();
        }

        Assert.Equal(2, asked);
        Assert.Equal((Callers, Callers), (seen.Count(s => s == "t1"), seen.Count(s => s == "t2")));
    }

    [Fact]
    public async Task Who_comes_while_a_token_is_asked_for_gets_the_same_one()
    {
        var answer = new TaskCompletionSource<string>();
        using var tokens = new BearerTokens(_ => ++asked == 1 ? Task.FromResult("t") : answer.Task);
        var first = await tokens.TakeAsync(null, default);

        var taken = Enumerable.Range(0, Callers).Select(_ => tokens.TakeAsync(first, default)).ToList();
        answer.SetResult("t");

        var second = Assert.Single((await Task.WhenAll(taken)).ToHashSet());
        Assert.NotSame(first, second);
        Assert.Same(second, await tokens.TakeAsync(first, default));
        Assert.Equal(2, asked);
    }

    [Theory]
    [InlineData("t1")]
    [InlineData("t")]
    public async Task A_new_token_that_is_refused_too_is_the_last_one(string name)
    {
        good.Add("t1");
        await using var server = await StubServer.StartAsync(AnswerAsync);
        using var door = Door(n => Task.FromResult(n == 1 || name == "t1" ? "t1" : name + n));
        allHere.SetResult();
        (await door.SendAsync(Get(server), default)).Dispose();
        good.Clear();

        for (var n = 0; n < 3; n++)
        {
            using var answer = await door.SendAsync(Get(server), default);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
            var failure = door.Explain(answer);
            Assert.Equal((Reason.SignInFailed, FailureRemedy.None), (failure.Reason, failure.Remedy));
        }

        // Once accepted, once refused, its replacement once in each of the three sends.
        Assert.Equal((2, 5), (asked, seen.Count));
    }

    [Fact]
    public async Task A_long_run_outlives_many_tokens()
    {
        await using var server = await StubServer.StartAsync(AnswerAsync);
        using var door = Door(n => Task.FromResult("t" + n));
        allHere.SetResult();
        for (var n = 1; n <= 5; n++)
        {
            good.Clear();
            good.Add("t" + n);
            using var answer = await door.SendAsync(Get(server), default);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        }

        Assert.Equal(5, asked);
    }

    [Fact]
    public async Task An_error_of_the_callback_is_shared_and_not_for_ever()
    {
        var answer = new TaskCompletionSource<string>();
        using var tokens = new BearerTokens(_ => ++asked == 1 ? answer.Task : Task.FromResult("t"));

        var taken = Enumerable.Range(0, Callers).Select(_ => tokens.TakeAsync(null, default)).ToList();
        answer.SetException(new MigrationException(new Failure(FailureScope.Run, FailureRemedy.None, Reason.SignInFailed, "Nobody there.")));

        foreach (var one in taken)
        {
            Assert.Equal("Nobody there.", (await Assert.ThrowsAsync<MigrationException>(() => one)).Message);
        }

        Assert.Equal(1, asked);
        Assert.Equal("t", (await tokens.TakeAsync(null, default)).Value);
    }

    [Fact]
    public async Task Who_is_cancelled_while_it_asks_takes_nobody_along()
    {
        good.Add("t2");
        await using var server = await StubServer.StartAsync(AnswerAsync);
        allHere.SetResult();
        using var stop = new CancellationTokenSource();
        using var door = new HttpDoor(new HttpDoorOptions
        {
            SignIn = new HttpSignIn(HttpSignInWay.Bearer)
            {
                AccessToken = async token =>
                {
                    if (Interlocked.Increment(ref asked) == 1)
                    {
                        await Task.Delay(Timeout.Infinite, token);
                    }

                    return "t2";
                },
            },
        });

        var first = door.SendAsync(Get(server), stop.Token);
        var second = door.SendAsync(Get(server), default);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        using var answer = await second;
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    private static HttpCall Get(StubServer server) => new(HttpMethod.Get, server.Root);

    private HttpDoor Door(Func<int, Task<string>> source) => new(new HttpDoorOptions
    {
        SignIn = new HttpSignIn(HttpSignInWay.Bearer) { AccessToken = _ => source(Interlocked.Increment(ref asked)) },
    });

    private async Task AnswerAsync(HttpContext context)
    {
        var token = context.Request.Headers.Authorization.ToString()["Bearer ".Length..];
        seen.Enqueue(token);
        if (token == "t1" && seen.Count(s => s == "t1") == Callers)
        {
            allHere.SetResult();
        }

        await allHere.Task;
        context.Response.StatusCode = good.Contains(token) ? 200 : 401;
    }
}
