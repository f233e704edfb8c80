using System.Linq;
using System.Management.Automation;
using KerioMigration.Engine.Planning;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Commands;

[Collection(CmdletSession.Collection)]
public sealed class TestMigrationConnectionCommandTests
{
    private const string Both = "-ExchangeServer mail.example.org -ExchangeCredential $credential -KerioServer kerio.example.org -KerioCredential $credential";

    [Theory]
    [InlineData(true, CheckResult.Passed, CheckResult.Warning, CheckResult.Skipped)]
    [InlineData(false, CheckResult.Failed, CheckResult.Passed, CheckResult.Skipped)]
    public void Quiet_says_whether_nothing_failed_and_no_more(bool expected, params CheckResult[] results)
    {
        using var session = new CmdletSession(OperationsThatSee(results));

        using var shell = session.Invoke($"Test-MigrationConnection {Both} -Quiet", out var output);

        Assert.Equal([expected], output);
        CmdletAssert.NoError(shell);
    }

    [Fact]
    public void Every_check_is_a_row_and_a_failed_one_is_no_error()
    {
        using var session = new CmdletSession(OperationsThatSee(CheckResult.Passed, CheckResult.Failed));

        using var shell = session.Invoke($"Test-MigrationConnection {Both}", out var output);

        Assert.Equal([CheckResult.Passed, CheckResult.Failed], output.Cast<ConnectionCheck>().Select(c => c.Result));
        CmdletAssert.NoError(shell);
    }

    [Fact]
    public void Mailboxes_are_asked_about_once_whatever_row_names_them()
    {
        var operations = OperationsThatSee();
        using var session = new CmdletSession(operations);

        using var shell = session.Invoke(
            $"'anna@example.org', [pscustomobject]@{{ Mail = 'ANNA@example.org' }}, [pscustomobject]@{{ Mail = 'bert@example.org' }}, 'nobody' | Test-MigrationConnection {Both}", out _);

        Assert.Equal(["anna@example.org", "bert@example.org"], operations.Checked.Select(u => u.Source.Address));
        CmdletAssert.Refused(shell, "InvalidInput", ErrorCategory.InvalidArgument, "nobody", "nobody", "names no mailbox");
    }

    [Theory]
    [InlineData("-ExchangeServer mail.example.org -ExchangeCredential $credential", "mail.example.org", null)]
    [InlineData("-ExchangeCredential $credential", null, null)]
    [InlineData("-KerioServer kerio.example.org -KerioCredential $credential", null, "kerio.example.org")]
    public void Looks_at_the_servers_that_are_given(string parameters, string? exchange, string? kerio)
    {
        var operations = OperationsThatSee();
        using var session = new CmdletSession(operations);

        using var shell = session.Invoke($"Test-MigrationConnection {parameters}", out _);

        CmdletAssert.NoError(shell);
        Assert.Equal((exchange, kerio), (operations.Source?.Server, operations.Destination?.Server));
        Assert.Equal(kerio is null, operations.Source is not null);
    }

    [Fact]
    public void Nothing_to_look_at_is_refused()
    {
        using var session = new CmdletSession(OperationsThatSee());

        using var shell = session.Invoke("Test-MigrationConnection", out var output);

        Assert.Empty(output);
        CmdletAssert.Refused(shell, "InvalidInput", ErrorCategory.InvalidArgument, "Test-MigrationConnection", "-ExchangeServer", "-KerioServer");
    }

    private static ScriptedOperations OperationsThatSee(params CheckResult[] results) =>
        new() { Checks = [.. results.Select(r => new ConnectionCheck { Server = "server", Check = "check", Result = r })] };
}
