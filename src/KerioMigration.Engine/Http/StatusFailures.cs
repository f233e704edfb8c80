using System;
using System.Globalization;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Http;

/// <summary>What an HTTP status means when the protocol above has nothing better to say.</summary>
public static class StatusFailures
{
    /// <param name="account">Who signed in, for the message; empty when nobody did.</param>
    public static Failure Classify(HttpAnswer answer, string account, TimeProvider time)
    {
        var where = ServerAddress.Of(answer.Uri);
        var code = "HTTP " + ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
        return (int)answer.Status switch
        {
            401 => SignInFailed(where, account, answer.Header("WWW-Authenticate")) with { Code = code },
            403 => Make(FailureScope.Run, FailureRemedy.None, Reason.AccessDenied,
                $"{where} does not let {Who(account)} use {answer.Uri.AbsolutePath} ({code}). Check the account's rights and the access rules of the server."),
            404 or 410 => Make(FailureScope.Run, FailureRemedy.None, Reason.UnexpectedAnswer,
                $"{where} knows no {answer.Uri.AbsolutePath} ({code}). Check the server name and the port."),
            407 => Make(FailureScope.Run, FailureRemedy.None, Reason.AccessDenied,
                $"A proxy before {where} asks for a sign-in ({code}). Let this computer reach the server directly."),
            408 => Make(FailureScope.Mailbox, FailureRemedy.Retry, Reason.ConnectionFailed, $"{where} waited too long for the request ({code})."),
            429 or 503 => Make(FailureScope.Mailbox, FailureRemedy.RetryAfter, Reason.ServerBusy,
                $"{where} is too busy at the moment ({code}).") with { RetryAfter = RetryAfter(answer, time) },
            440 => Make(FailureScope.Mailbox, FailureRemedy.Retry, Reason.SignInFailed, $"The session at {where} ended ({code})."),
            456 => Make(FailureScope.Run, FailureRemedy.None, Reason.SignInFailed,
                $"{where} asks for an interactive sign-in of {Who(account)} ({code}). Sign in once with a browser, or use an access token."),
            502 or 504 => Make(FailureScope.Mailbox, FailureRemedy.Retry, Reason.ServerFault, $"The server behind {where} does not answer ({code})."),
            >= 500 => Make(FailureScope.Mailbox, FailureRemedy.Retry, Reason.ServerFault, $"{where} had an internal error ({code}). Look at the server's log."),
            _ => Unexpected(answer),
        };

        Failure Make(FailureScope scope, FailureRemedy remedy, Reason reason, string message) => new(scope, remedy, reason, message) { Code = code };
    }

    /// <summary>A web page or something else that no server of the wanted kind gives.</summary>
    public static Failure Unexpected(HttpAnswer answer)
    {
        var what = answer.IsHtml ? "with a web page" : "with something unexpected";
        var code = ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
        var hint = answer.Header("Location") is { } location ? $" (it points to {WithoutQuery(location)})" : "";
        return new Failure(FailureScope.Run, FailureRemedy.None, Reason.UnexpectedAnswer,
            $"{ServerAddress.Of(answer.Uri)} answered {what} (HTTP {code}){hint}. "
            + "Check the server name and the port, and whether a proxy or a sign-in page stands before it.")
        {
            Code = "HTTP " + code,
        };
    }

    /// <summary>
    /// The Retry-After header, in seconds or as a date; null when absent or unreadable. A date is by the server's clock, which the header
    /// Date tells (RFC 9110, sections 6.6.1 and 10.2.3): ours may differ by hours.
    /// </summary>
    public static TimeSpan? RetryAfter(HttpAnswer answer, TimeProvider time)
    {
        var headers = answer.Head.Headers;
        var wait = headers.RetryAfter?.Delta ?? (headers.RetryAfter?.Date - (headers.Date ?? time.GetUtcNow()));
        return wait is { } known && known < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static Failure SignInFailed(string where, string account, string? offered)
    {
        var ways = string.IsNullOrEmpty(offered) ? "" : $" The server offers: {offered!.Split(' ')[0]}.";
        return new Failure(FailureScope.Run, FailureRemedy.None, Reason.SignInFailed,
            $"{where} refused the sign-in of {Who(account)}. Check user name, password and the ways to sign in.{ways}");
    }

    private static string Who(string account) => account.Length == 0 ? "the account" : account;

    private static string WithoutQuery(string location) => location.Split('?')[0];
}
