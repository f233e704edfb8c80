using System;
using System.Linq;
using System.Management.Automation;
using System.Net;
using KerioMigration.Engine.Planning;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Commands;

/// <summary>The scripted Exchange gives every token that it was shown back as a user's address.</summary>
[Collection(CmdletSession.Collection)]
public sealed class AccessTokenTests : IDisposable
{
    private readonly ScriptedOperations operations = new() { TokenRequests = 2 };
    private readonly CmdletSession session;

    public AccessTokenTests()
    {
        session = new CmdletSession(operations);
        session.SetVariable("token", new NetworkCredential("", "token@1").SecurePassword);
        session.SetVariable("next", new NetworkCredential("", "token@2").SecurePassword);
    }

    public void Dispose() => session.Dispose();

    [Theory]
    [InlineData("$token", "token@1 token@1")]
    [InlineData("{ 'noise'; $token }", "token@1 token@1")]
    [InlineData("{ $script:calls++; if ($calls -gt 1) { $next } else { $token } }", "token@1 token@2")]
    [InlineData("{ \"text@$((++$script:calls))\" }", "text@1 text@2")]
    public void A_script_block_is_asked_every_time_for_a_fresh_token(string token, string expected)
    {
        using var shell = session.Invoke($"$script:calls = 0; Get-ExchangeMailboxUser -ExchangeServer mail.example.org -AccessToken {token}", out var output);

        CmdletAssert.NoError(shell);
        Assert.Equal(expected, string.Join(' ', output.Cast<SourceUser>().Select(u => u.PrimarySmtpAddress)));
    }

    [Theory]
    [InlineData("'plain text'")]
    [InlineData("42")]
    public void What_would_stay_in_the_history_is_refused(string token)
    {
        using var shell = session.Invoke($"Get-ExchangeMailboxUser -ExchangeServer mail.example.org -AccessToken {token}", out _);

        var error = Assert.Single(shell.Streams.Error);
        Assert.StartsWith("ParameterArgumentValidationError", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("SecureString or a script block", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("plain text", error.ToString(), StringComparison.Ordinal);
        Assert.Null(operations.Prefixes);
    }

    [Fact]
    public void A_script_block_without_a_token_fails_the_sign_in()
    {
        using var shell = session.Invoke("Get-ExchangeMailboxUser -ExchangeServer mail.example.org -AccessToken { }", out _);

        CmdletAssert.Refused(shell, "SignInFailed", ErrorCategory.AuthenticationError, "Run", "-AccessToken");
    }
}
