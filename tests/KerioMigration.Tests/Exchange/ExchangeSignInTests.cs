using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using Xunit;

namespace KerioMigration.Tests.Exchange;

public sealed class ExchangeSignInTests
{
    [Theory]
    [InlineData(ExchangeAuthentication.Basic, SignInMethods.Basic)]
    [InlineData(ExchangeAuthentication.Ntlm, SignInMethods.Ntlm)]
    [InlineData(ExchangeAuthentication.Negotiate, SignInMethods.Negotiate)]
    [InlineData(ExchangeAuthentication.Default, SignInMethods.Basic)]
    [InlineData(ExchangeAuthentication.Default, SignInMethods.Ntlm)]
    [InlineData(ExchangeAuthentication.Default, SignInMethods.Basic | SignInMethods.Ntlm | SignInMethods.Negotiate)]
    public async Task Signs_in_as_the_server_offers(ExchangeAuthentication way, SignInMethods offered)
    {
        await using var server = await ExchangeTestServer.StartAsync(
            options: new SimulatedExchangeOptions { SignIns = offered }, change: c => c with { Authentication = way });

        var items = await server.ListInboxAsync();
        var read = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => server.Anna.ReadItemsAsync(items, default)));

        Assert.All(read.SelectMany(r => r), r => Assert.Null(r.Failure));
        Assert.All(read.SelectMany(r => r), r => r.Dispose());
    }

    [Theory]
    [InlineData(ExchangeAuthentication.Ntlm)]
    [InlineData(ExchangeAuthentication.Default)]
    public async Task A_windows_account_may_be_named_with_its_domain(ExchangeAuthentication way)
    {
        await using var server = await ExchangeTestServer.StartAsync(
            options: new SimulatedExchangeOptions { SignIns = SignInMethods.Ntlm },
            change: c => c with { Authentication = way, Credential = new NetworkCredential("EXAMPLE\\migration", c.Credential!.Password) });

        Assert.NotEmpty(await server.ListInboxAsync());
    }

    [Theory]
    [InlineData(ExchangeAuthentication.Basic, SignInMethods.Basic)]
    [InlineData(ExchangeAuthentication.Ntlm, SignInMethods.Ntlm)]
    [InlineData(ExchangeAuthentication.Default, SignInMethods.Basic | SignInMethods.Ntlm | SignInMethods.Negotiate)]
    public async Task A_wrong_password_is_tried_once(ExchangeAuthentication way, SignInMethods offered)
    {
        await using var server = await ExchangeTestServer.StartAsync(
            options: new SimulatedExchangeOptions { SignIns = offered },
            change: c => c with { Authentication = way, Credential = new NetworkCredential(c.Credential!.UserName, "wrong") });

        var thrown = await Assert.ThrowsAsync<MigrationException>(() => server.Anna.ListFoldersAsync(default));

        Assert.Equal((FailureScope.Run, Reason.SignInFailed), (thrown.Failure.Scope, thrown.Failure.Reason));
        Assert.Contains("migration@example.org", thrown.Failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", thrown.ToString(), StringComparison.Ordinal);

        // NTLM needs three requests for one attempt: without a token, its first and its third message.
        Assert.InRange(server.Exchange.Requests.Count, 1, 3);
        Assert.InRange(server.Exchange.Requests.Count(r => r.Headers.TryGetValue("Authorization", out var header) && IsProof(header)), 0, 1);
    }

    [Fact]
    public async Task A_token_that_expires_is_renewed()
    {
        var given = 0;
        var expiry = DateTimeOffset.UtcNow;
        await using var server = await ExchangeTestServer.StartAsync(
            options: new SimulatedExchangeOptions
            {
                SignIns = SignInMethods.Bearer,
                BearerTokens = [new("t1", "migration@example.org", expiry.AddDays(-1)), new("t2", "migration@example.org", expiry.AddDays(1))],
            },
            change: c => c with { Authentication = ExchangeAuthentication.Default, Credential = null, AccessToken = _ => Task.FromResult("t" + ++given) });

        Assert.NotEmpty(await server.ListInboxAsync());
        Assert.Equal(2, given);
    }

    [Fact]
    public async Task The_wire_log_shows_the_talk_without_its_secrets()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        try
        {
            await using (var server = await ExchangeTestServer.StartAsync(change: c => c with { WireLogPath = path }))
            {
                var items = await server.ListInboxAsync();
                var read = await server.Anna.ReadItemsAsync(items, default);
                Assert.All(read, r => r.Dispose());
            }

            var log = await File.ReadAllTextAsync(path);
            var organization = Seed.Tiny();
            Assert.Contains("<m:SyncFolderItems", log, StringComparison.Ordinal);
            Assert.Contains("GetItemResponse", log, StringComparison.Ordinal);
            Assert.DoesNotContain(organization.ServiceAccount.Password, log, StringComparison.Ordinal);
            Assert.DoesNotContain("Basic ", log, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(organization.Users[0].Mailbox["inbox"].Items[0].Mime.Span[..30]), log, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("http://mail.example.org/EWS/Exchange.asmx")]
    [InlineData("mail example org")]
    [InlineData("mail.example.org:99999")]
    public void An_address_that_is_none_is_refused(string server)
    {
        var thrown = Assert.Throws<MigrationException>(() => new KerioMigration.Engine.Exchange.ExchangeServer(new ExchangeConnection { Server = server }));

        Assert.Equal(Reason.InvalidInput, thrown.Failure.Reason);
    }

    [Theory]
    [InlineData("mail.example.org", "https://mail.example.org/EWS/Exchange.asmx")]
    [InlineData("mail.example.org:8443", "https://mail.example.org:8443/EWS/Exchange.asmx")]
    [InlineData("https://mail.example.org", "https://mail.example.org/EWS/Exchange.asmx")]
    [InlineData("https://mail.example.org/other/Exchange.asmx", "https://mail.example.org/other/Exchange.asmx")]
    public void The_endpoint_is_made_of_what_is_typed(string typed, string url)
    {
        using var server = new KerioMigration.Engine.Exchange.ExchangeServer(new ExchangeConnection { Server = typed });

        Assert.Equal(url, server.Url!.AbsoluteUri);
    }

    // The third message of NTLM, bare or in Negotiate's wrapping, is much longer than the first.
    private static bool IsProof(string header) =>
        header.StartsWith("Basic", StringComparison.Ordinal) || header.StartsWith("NTLM TlRMTVNTUAAD", StringComparison.Ordinal) || (header.StartsWith("Negotiate", StringComparison.Ordinal) && header.Length > 300);
}
