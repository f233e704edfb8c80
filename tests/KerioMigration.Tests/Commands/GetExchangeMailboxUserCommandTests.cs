using System;
using System.Linq;
using System.Management.Automation;
using KerioMigration.Engine.Planning;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Commands;

[Collection(CmdletSession.Collection)]
public sealed class GetExchangeMailboxUserCommandTests : IDisposable
{
    private readonly ScriptedOperations operations = new()
    {
        Users =
        [
            new SourceUser { PrimarySmtpAddress = "anna@example.org", DisplayName = "Anna Smith", Alias = "asmith" },
            new SourceUser { PrimarySmtpAddress = "bert@example.org", DisplayName = "Bert Smith", Alias = "bsmith" },
            new SourceUser { PrimarySmtpAddress = "carl@example.net", DisplayName = "Carl Miller", Alias = "cmiller" },
        ],
    };

    private readonly CmdletSession session;

    public GetExchangeMailboxUserCommandTests() => session = new CmdletSession(operations);

    public void Dispose() => session.Dispose();

    [Theory]
    [InlineData("", "", "anna bert carl")]
    [InlineData("anna@example.org", "anna@example.org", "anna")]
    [InlineData("'Carl Miller'", "Carl Miller", "carl")]
    [InlineData("BSMITH", "BSMITH", "bert")]
    [InlineData("*Smith", "", "anna bert")]
    [InlineData("b*@example.org", "b", "bert")]
    [InlineData("?nna*", "", "anna")]
    [InlineData("[bc]*", "", "bert carl")]
    [InlineData("anna@example.org, c*", "anna@example.org c", "anna carl")]
    [InlineData("anna@example.org, *Miller", "", "anna carl")]
    [InlineData("nobody*", "nobody", "")]
    public void Identity_narrows_the_search_and_what_is_given_out(string identity, string prefixes, string expected)
    {
        var users = Get(identity);

        Assert.Equal(prefixes, string.Join(' ', operations.Prefixes!));
        Assert.Equal(expected, users);
    }

    [Fact]
    public void Identities_come_from_the_pipeline_as_text_and_as_a_property()
    {
        using var shell = session.Invoke(
            "'anna@example.org', [pscustomobject]@{ Identity = 'c*' } | Get-ExchangeMailboxUser -ExchangeCredential $credential", out var output);

        CmdletAssert.NoError(shell);
        Assert.Equal(["anna@example.org", "carl@example.net"], output.Cast<SourceUser>().Select(u => u.PrimarySmtpAddress));
    }

    [Fact]
    public void A_name_that_nobody_has_is_an_error_and_the_others_come()
    {
        using var shell = session.Invoke("Get-ExchangeMailboxUser anna@example.org, nobody@example.org, zz* -ExchangeCredential $credential", out var output);

        Assert.Single(output);
        CmdletAssert.Refused(shell, "MailboxNotFound", ErrorCategory.ObjectNotFound, "nobody@example.org", "nobody@example.org");
    }

    [Fact]
    public void An_empty_pipeline_asks_nothing()
    {
        using var shell = session.Invoke("@() | Get-ExchangeMailboxUser -ExchangeCredential $credential", out var output);

        CmdletAssert.NoError(shell);
        Assert.Empty(output);
        Assert.Null(operations.Prefixes);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("-IncludeSize", true)]
    public void Sizes_are_read_on_request(string parameter, bool expected)
    {
        Get(parameter);

        Assert.Equal(expected, operations.IncludeSize);
    }

    [Fact]
    public void Nobody_to_sign_in_with_is_refused()
    {
        using var shell = session.Invoke("Get-ExchangeMailboxUser -ExchangeServer mail.example.org", out _);

        CmdletAssert.Refused(shell, "InvalidInput", ErrorCategory.InvalidArgument, "Get-ExchangeMailboxUser", "-ExchangeCredential", "-AccessToken");
        Assert.Null(operations.Prefixes);
    }

    private string Get(string parameters)
    {
        using var shell = session.Invoke($"Get-ExchangeMailboxUser {parameters} -ExchangeCredential $credential", out var output);
        CmdletAssert.NoError(shell);
        return string.Join(' ', output.Cast<SourceUser>().Select(u => u.PrimarySmtpAddress.Split('@')[0]));
    }
}
