using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;
using KerioMigration.Simulation.Tls;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KerioMigration.Tests.Http;

public sealed class HttpDoorTests
{
    private static readonly NetworkCredential Anna = new("anna@example.org", "pä:ss");

    [Fact]
    public async Task Sends_the_length_and_no_expectation_and_names_itself()
    {
        Dictionary<string, string> seen = [];
        await using var server = await StubServer.StartAsync(context =>
        {
            foreach (var header in context.Request.Headers)
            {
                seen[header.Key] = header.Value.ToString();
            }

            return context.Response.WriteAsync("ok");
        });
        using var door = new HttpDoor(new HttpDoorOptions());

        using var answer = await door.SendAsync(Post(server.Root, "hello"), default);

        Assert.Equal("5", seen["Content-Length"]);
        Assert.DoesNotContain("Transfer-Encoding", seen);
        Assert.DoesNotContain("Expect", seen);
        Assert.StartsWith("KerioMigration/", seen["User-Agent"], StringComparison.Ordinal);
        Assert.Equal("text/xml; charset=utf-8", seen["Content-Type"]);
        Assert.Contains("gzip", seen["Accept-Encoding"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Basic_goes_with_the_first_request_in_utf8()
    {
        var seen = new List<string>();
        await using var server = await StubServer.StartAsync(context =>
        {
            seen.Add(context.Request.Headers.Authorization.ToString());
            return Task.CompletedTask;
        });
        using var door = new HttpDoor(new HttpDoorOptions { SignIn = new HttpSignIn(HttpSignInWay.Basic) { Credential = Anna } });

        (await door.SendAsync(Post(server.Root, ""), default)).Dispose();

        Assert.Equal(["Basic " + Convert.ToBase64String("anna@example.org:pä:ss"u8)], seen);
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once_and_explained()
    {
        var tries = 0;
        await using var server = await StubServer.StartAsync(context =>
        {
            Interlocked.Increment(ref tries);
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"x\"";
            return Task.CompletedTask;
        });
        using var door = new HttpDoor(new HttpDoorOptions { SignIn = new HttpSignIn(HttpSignInWay.Basic) { Credential = Anna } });

        using var answer = await door.SendAsync(Post(server.Root, ""), default);
        var failure = door.Explain(answer);

        Assert.Equal(1, tries);
        Assert.Equal((FailureScope.Run, FailureRemedy.None, Reason.SignInFailed), (failure.Scope, failure.Remedy, failure.Reason));
        Assert.Contains("anna@example.org", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"localhost:{server.Root.Port}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pä:ss", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_server_offers_is_taken_when_no_way_was_chosen()
    {
        await using var server = await StubServer.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Headers.Authorization.Count == 0 ? 401 : 200;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"x\"";
            return Task.CompletedTask;
        });
        using var door = new HttpDoor(new HttpDoorOptions { SignIn = new HttpSignIn(HttpSignInWay.Offered) { Credential = Anna } });

        using var answer = await door.SendAsync(Post(server.Root, ""), default);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task Ntlm_is_not_answered_with_a_password_in_clear()
    {
        var seen = new ConcurrentQueue<string>();
        await using var server = await StubServer.StartAsync(context =>
        {
            seen.Enqueue(context.Request.Headers.Authorization.ToString());
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"x\"";
            return Task.CompletedTask;
        });
        using var door = new HttpDoor(new HttpDoorOptions { SignIn = new HttpSignIn(HttpSignInWay.Ntlm) { Credential = Anna } });

        (await door.SendAsync(Post(server.Root, ""), default)).Dispose();

        Assert.Equal([""], seen);
    }

    [Fact]
    public async Task Ntlm_starts_its_handshake_on_every_system()
    {
        var seen = new ConcurrentQueue<string>();
        await using var server = await StubServer.StartAsync(context =>
        {
            seen.Enqueue(context.Request.Headers.Authorization.ToString());
            if (context.Request.Headers.Authorization.Count == 0)
            {
                context.Response.StatusCode = 401;
                context.Response.Headers.WWWAuthenticate = "NTLM";
            }

            return Task.CompletedTask;
        });
        using var door = new HttpDoor(new HttpDoorOptions
        {
            SignIn = new HttpSignIn(HttpSignInWay.Ntlm) { Credential = new NetworkCredential("EXAMPLE\\anna", "secret") },
        });

        (await door.SendAsync(Post(server.Root, ""), default)).Dispose();

        // The first message of NTLM, [MS-NLMP] 2.2.1.1: "NTLMSSP\0", type 1.
        Assert.Contains(seen, s => s.StartsWith("NTLM TlRMTVNTUAAB", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_token_is_replaced_once()
    {
        var seen = new List<string>();
        await using var server = await StubServer.StartAsync(context =>
        {
            seen.Add(context.Request.Headers.Authorization.ToString());
            context.Response.StatusCode = seen.Count == 1 ? 401 : 200;
            return Task.CompletedTask;
        });
        var given = 0;
        using var door = new HttpDoor(new HttpDoorOptions
        {
            SignIn = new HttpSignIn(HttpSignInWay.Bearer) { AccessToken = _ => Task.FromResult("t" + ++given) },
        });

        using var first = await door.SendAsync(Post(server.Root, ""), default);
        using var second = await door.SendAsync(Post(server.Root, ""), default);

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(["Bearer t1", "Bearer t2", "Bearer t2"], seen);
    }

    [Fact]
    public async Task Cookies_come_back_and_zipped_answers_are_unzipped()
    {
        var cookies = new List<string>();
        await using var server = await StubServer.StartAsync(async context =>
        {
            cookies.Add(context.Request.Headers.Cookie.ToString());
            context.Response.Headers.SetCookie = "X-BackEndCookie=abc; path=/";
            context.Response.Headers.ContentEncoding = "gzip";
            await using var zip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await zip.WriteAsync("unzipped"u8.ToArray());
        });
        using var door = new HttpDoor(new HttpDoorOptions());

        (await door.SendAsync(Post(server.Root, ""), default)).Dispose();
        using var answer = await door.SendAsync(Post(server.Root, ""), default);

        Assert.Equal(["", "X-BackEndCookie=abc"], cookies);
        Assert.Equal("unzipped", Encoding.UTF8.GetString(await answer.ReadBodyAsync(100, default)));
    }

    [Fact]
    public async Task Does_not_ask_for_a_packed_answer_where_packing_does_not_pay()
    {
        var asked = "none";
        await using var server = await StubServer.StartAsync(context =>
        {
            asked = context.Request.Headers.AcceptEncoding.ToString();
            return context.Response.WriteAsync("plain");
        });
        using var door = new HttpDoor(new HttpDoorOptions());

        using var answer = await door.SendAsync(Post(server.Root, "") with { AcceptsCompression = false }, default);

        Assert.Equal("", asked);
        Assert.Equal("plain", Encoding.UTF8.GetString(await answer.ReadBodyAsync(100, default)));
    }

    [Fact]
    public async Task Redirects_are_shown_and_not_followed()
    {
        await using var server = await StubServer.StartAsync(context =>
        {
            context.Response.Redirect("https://elsewhere.example/owa?secret=1");
            return Task.CompletedTask;
        });
        using var door = new HttpDoor(new HttpDoorOptions());

        using var answer = await door.SendAsync(Post(server.Root, ""), default);
        var failure = door.Explain(answer);

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Equal(Reason.UnexpectedAnswer, failure.Reason);
        Assert.Contains("https://elsewhere.example/owa)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_is_named()
    {
        var port = FreePort();
        using var door = new HttpDoor(new HttpDoorOptions());

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => door.SendAsync(Post(new Uri($"http://127.0.0.1:{port}/"), ""), default));

        Assert.Equal((Reason.ConnectionFailed, FailureRemedy.Retry), (thrown.Failure.Reason, thrown.Failure.Remedy));
        Assert.Contains($"127.0.0.1:{port}", thrown.Failure.Message, StringComparison.Ordinal);
        Assert.False(thrown.Failure.OutcomeUnknown);
    }

    [Fact]
    public async Task An_unknown_name_is_named()
    {
        using var door = new HttpDoor(new HttpDoorOptions());

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => door.SendAsync(Post(new Uri("http://no-such-host.invalid:81/"), ""), default));

        Assert.Equal(Reason.ServerNotFound, thrown.Failure.Reason);
        Assert.Contains("no-such-host.invalid:81", thrown.Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", false, CertificateFaults.Untrusted, "does not trust")]
    [InlineData("other.example.org", false, CertificateFaults.WrongName, "other.example.org, not for localhost")]
    [InlineData("localhost", true, CertificateFaults.Expired, "it expired on ")]
    public async Task A_rejected_certificate_says_why(string name, bool expired, CertificateFaults fault, string text)
    {
        using var certificate = SimulatedCertificate.Create(name, expired ? DateTimeOffset.UtcNow.AddDays(-3) : null);
        await using var server = await StubServer.StartAsync(_ => Task.CompletedTask, certificate);
        using var door = new HttpDoor(new HttpDoorOptions());

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => door.SendAsync(Post(server.Root, ""), default));

        Assert.Equal((FailureScope.Run, Reason.CertificateRejected), (thrown.Failure.Scope, thrown.Failure.Reason));
        Assert.True(door.Certificate("localhost")!.Faults.HasFlag(fault));
        Assert.Contains(text, thrown.Failure.Message, StringComparison.Ordinal);
        Assert.Contains($"localhost:{server.Root.Port}", thrown.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_is_accepted_as_it_is_when_checking_is_off()
    {
        using var certificate = SimulatedCertificate.Create("other.example.org", DateTimeOffset.UtcNow.AddDays(-3));
        await using var server = await StubServer.StartAsync(_ => Task.CompletedTask, certificate);
        using var door = new HttpDoor(new HttpDoorOptions { SkipCertificateCheck = true });

        using var answer = await door.SendAsync(Post(server.Root, ""), default);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True(door.Certificate("localhost")!.Accepted);
        Assert.NotEqual(CertificateFaults.None, door.Certificate("localhost")!.Faults);
    }

    [Fact]
    public async Task Https_to_a_port_without_tls_is_a_connection_problem()
    {
        await using var server = await StubServer.StartAsync(_ => Task.CompletedTask);
        using var door = new HttpDoor(new HttpDoorOptions());

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => door.SendAsync(Post(new Uri($"https://localhost:{server.Root.Port}/"), ""), default));

        Assert.Equal(Reason.ConnectionFailed, thrown.Failure.Reason);
        Assert.Contains("TLS", thrown.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_stays_silent_is_given_up()
    {
        var time = new FakeTimeProvider();
        var reached = new SemaphoreSlim(0);
        await using var server = await StubServer.StartAsync(async context =>
        {
            reached.Release();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var door = new HttpDoor(new HttpDoorOptions { Time = time, ReadTimeout = TimeSpan.FromSeconds(60) });

        var call = door.SendAsync(Post(server.Root, ""), default);
        await reached.WaitAsync();
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(30));

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => call);
        Assert.Equal((Reason.ConnectionFailed, FailureRemedy.Retry), (thrown.Failure.Reason, thrown.Failure.Remedy));
        Assert.True(thrown.Failure.OutcomeUnknown);
    }

    [Fact]
    public async Task A_connection_that_ends_in_the_middle_of_a_body_is_a_transient_failure()
    {
        await using var server = await StubServer.StartAsync(async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("begin");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        using var door = new HttpDoor(new HttpDoorOptions());

        var thrown = await Assert.ThrowsAsync<MigrationException>(async () =>
        {
            using var answer = await door.SendAsync(Post(server.Root, ""), default);
            await answer.ReadBodyAsync(1000, default);
        });

        Assert.Equal((Reason.ConnectionFailed, FailureRemedy.Retry), (thrown.Failure.Reason, thrown.Failure.Remedy));
    }

    [Fact]
    public async Task Cancelling_is_cancelling_and_no_failure()
    {
        using var source = new CancellationTokenSource();
        await using var server = await StubServer.StartAsync(async context =>
        {
            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var door = new HttpDoor(new HttpDoorOptions());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => door.SendAsync(Post(server.Root, ""), source.Token));
    }

    [Theory]
    [InlineData(403, null, Reason.AccessDenied, FailureRemedy.None)]
    [InlineData(404, null, Reason.UnexpectedAnswer, FailureRemedy.None)]
    [InlineData(429, "7", Reason.ServerBusy, FailureRemedy.RetryAfter)]
    [InlineData(503, null, Reason.ServerBusy, FailureRemedy.RetryAfter)]
    [InlineData(502, null, Reason.ServerFault, FailureRemedy.Retry)]
    [InlineData(500, null, Reason.ServerFault, FailureRemedy.Retry)]
    [InlineData(200, null, Reason.UnexpectedAnswer, FailureRemedy.None)]
    public async Task Statuses_are_explained(int status, string? retryAfter, Reason reason, FailureRemedy remedy)
    {
        await using var server = await StubServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/html";
            context.Response.Headers.RetryAfter = retryAfter;
            return context.Response.WriteAsync("<html>");
        });
        using var door = new HttpDoor(new HttpDoorOptions());

        using var answer = await door.SendAsync(Post(server.Root, ""), default);
        var failure = door.Explain(answer);

        Assert.Equal((reason, remedy), (failure.Reason, failure.Remedy));
        Assert.Equal(retryAfter is null ? null : TimeSpan.FromSeconds(7), failure.RetryAfter);
    }

    [Theory]
    [InlineData(0, 90)]
    [InlineData(6, 90)]
    [InlineData(-6, 90)]
    [InlineData(0, -90)]
    public async Task A_date_to_come_back_is_by_the_clock_of_the_server(int hoursAhead, int seconds)
    {
        var now = new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);
        await using var server = await StubServer.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.Date = now.AddHours(hoursAhead).ToString("R");
            context.Response.Headers.RetryAfter = now.AddHours(hoursAhead).AddSeconds(seconds).ToString("R");
            return Task.CompletedTask;
        });
        using var door = new HttpDoor(new HttpDoorOptions { Time = new FakeTimeProvider(now) });

        using var answer = await door.SendAsync(Post(server.Root, ""), default);

        Assert.Equal(TimeSpan.FromSeconds(Math.Max(0, seconds)), door.Explain(answer).RetryAfter);
    }

    [Fact]
    public async Task The_wire_log_holds_no_secret()
    {
        await using var server = await StubServer.StartAsync(context =>
        {
            context.Response.Headers.SetCookie = "session=canary-cookie";
            return context.Response.WriteAsync("canary-answer");
        });
        using var text = new StringWriter();
        using var log = new WireLog(text, TimeProvider.System);
        using var door = new HttpDoor(new HttpDoorOptions
        {
            WireLog = log,
            SignIn = new HttpSignIn(HttpSignInWay.Basic) { Credential = new NetworkCredential("anna", "canary-password") },
        });

        using var answer = await door.SendAsync(Post(new Uri(server.Root, "path?token=canary-query"), "canary-body") with { LoggedBody = "<redacted>" }, default);
        answer.LogBody("seen");

        var written = text.ToString();
        Assert.Contains("POST", written, StringComparison.Ordinal);
        Assert.Contains("<redacted>", written, StringComparison.Ordinal);
        Assert.Contains("seen", written, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", written, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("anna:canary-password"u8), written, StringComparison.Ordinal);
    }

    private static HttpCall Post(Uri uri, string body) => new(HttpMethod.Post, uri) { Body = Encoding.UTF8.GetBytes(body) };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
