using KerioMigration.Engine.Kerio.Imap;
using KerioMigration.Engine.Model;
using Xunit;

namespace KerioMigration.Tests.Kerio.Imap;

public sealed class ImapFailuresTests
{
    [Theory]
    [InlineData("NO X-MASTERAUTH Authentication failed", Reason.MasterLoginRefused)]
    [InlineData("NO [AUTHENTICATIONFAILED] no", Reason.MasterLoginRefused)]
    [InlineData("NO [AUTHORIZATIONFAILED] no", Reason.MasterLoginRefused)]
    [InlineData("NO [CONTACTADMIN] no", Reason.MasterLoginRefused)]
    [InlineData("BAD Unknown command", Reason.MasterLoginDisabled)]
    [InlineData("BAD AUTHENTICATE Unknown authentication method", Reason.MasterLoginDisabled)]
    public void Every_refusal_of_the_master_login_ends_the_run_and_is_not_repeated(string line, Reason reason)
    {
        var failure = ImapFailures.Classify(ImapAnswer.Parse(line)!, ImapAction.MasterLogin, "kerio:993", "");
        Assert.Equal((FailureScope.Run, FailureRemedy.None, reason, line), (failure.Scope, failure.Remedy, failure.Reason, failure.Code));
    }

    [Theory]
    [InlineData("NO LOGIN Authentication failed", Reason.SignInFailed)]
    [InlineData("NO [CONTACTADMIN] no", Reason.SignInFailed)]
    [InlineData("NO [AUTHORIZATIONFAILED] no", Reason.AccessDenied)]
    [InlineData("NO The account is disabled", Reason.AccountDisabled)]
    public void A_refused_password_of_a_user_ends_that_mailbox_and_is_not_repeated(string line, Reason reason)
    {
        var failure = ImapFailures.Classify(ImapAnswer.Parse(line)!, ImapAction.Login, "kerio:993", "anna@example.com");
        Assert.Equal((FailureScope.Mailbox, FailureRemedy.None, reason), (failure.Scope, failure.Remedy, failure.Reason));
    }
}
