using System;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>What was asked, because the same answer means different things.</summary>
internal enum ImapAction
{
    Connect,
    MasterLogin,
    SetUser,
    Login,
    Folder,
    Append,
    Copy,
}

/// <summary>
/// The one place that reads IMAP answers: response codes (RFC 5530, RFC 7889) first, because they are defined; then texts that servers
/// are known to send; then what was asked.
/// </summary>
internal static class ImapFailures
{
    /// <param name="where"><c>host:port</c></param>
    /// <param name="subject">The mailbox or folder in question.</param>
    public static Failure Classify(ImapAnswer answer, ImapAction action, string where, string subject) =>
        (ByCode(answer, action, where, subject) ?? ByText(answer, action, where, subject) ?? ByAction(answer, action, where, subject))
            with { Code = answer.ToString() };

    /// <summary>Some Kerio versions refuse dates that RFC 3501 allows ("Malformed date parameter"); Dovecot says "Invalid internal date".</summary>
    public static bool IsDateRefused(ImapAnswer answer) =>
        Has(answer, "date") && (Has(answer, "malformed") || Has(answer, "invalid"));

    private static Failure? ByCode(ImapAnswer answer, ImapAction action, string where, string subject) => answer.CodeName switch
    {
        "OVERQUOTA" => OverQuota(where),
        "TOOBIG" => TooLarge(where),
        "TRYCREATE" or "NONEXISTENT" when action is ImapAction.Append or ImapAction.Folder or ImapAction.Copy => Folder(Reason.FolderRefused,
            $"The folder {subject} is no longer there. Run the migration again."),
        "NOPERM" when action is ImapAction.Append or ImapAction.Folder or ImapAction.Copy => Folder(Reason.AccessDenied,
            $"{where} allows no writing in the folder {subject} ({answer.Text}). Check the folder's rights."),
        "PRIVACYREQUIRED" => new Failure(FailureScope.Run, FailureRemedy.None, Reason.EncryptionRequired,
            $"{where} wants an encrypted connection ({answer.Text}). Use the service Secure IMAP."),
        "AUTHENTICATIONFAILED" or "EXPIRED" when action is ImapAction.Login or ImapAction.SetUser => ByAction(answer, action, where, subject),
        // Of the master login it says nothing about a mailbox: every other one would be tried in vain.
        "AUTHORIZATIONFAILED" when action != ImapAction.MasterLogin => Mailbox(FailureRemedy.None, Reason.AccessDenied,
            $"{where} does not let the sign-in into the mailbox {subject} ({answer.Text})."),
        "UNAVAILABLE" or "INUSE" or "LIMIT" when action != ImapAction.Folder => Mailbox(FailureRemedy.Retry, Reason.ServerBusy,
            $"{where} cannot do it at the moment ({answer.Text})."),
        "CONTACTADMIN" when action is ImapAction.MasterLogin or ImapAction.Login => null,
        "SERVERBUG" or "CORRUPTION" or "CONTACTADMIN" => Mailbox(FailureRemedy.Retry, Reason.ServerFault,
            $"{where} had an internal error ({answer.Text}). Look at the server's error log."),
        _ => null,
    };

    private static Failure? ByText(ImapAnswer answer, ImapAction action, string where, string subject)
    {
        if (Has(answer, "too many connections"))
        {
            return new Failure(FailureScope.Mailbox, FailureRemedy.RetryAfter, Reason.ServerBusy,
                $"{where} takes no more connections from this computer ({answer.Text}). Kerio Connect allows 100 from one address: lower -ThrottleLimit.")
            {
                RetryAfter = TimeSpan.FromSeconds(15),
            };
        }

        if (action is ImapAction.Append or ImapAction.Copy && Has(answer, "quota"))
        {
            return OverQuota(where);
        }

        if (action == ImapAction.Append && (Has(answer, "too large") || Has(answer, "too big") || Has(answer, "size limit") || Has(answer, "maximum size")))
        {
            return TooLarge(where);
        }

        if (Has(answer, "disabled") && action is ImapAction.SetUser or ImapAction.Login && subject.Length > 0 && Has(answer, "account"))
        {
            return Mailbox(FailureRemedy.None, Reason.AccountDisabled, $"The account {subject} is disabled ({answer.Text}). Enable it in Kerio Connect.");
        }

        return null;
    }

    private static Failure ByAction(ImapAnswer answer, ImapAction action, string where, string subject) => action switch
    {
        // BAD and NO alike may mean that it is off: what the bare command answers then is not documented.
        ImapAction.MasterLogin when answer.Status == ImapStatus.Bad => new Failure(FailureScope.Run, FailureRemedy.None, Reason.MasterLoginDisabled,
            $"{where} knows no master login ({answer.Text}). Enable it in Kerio Connect: Configuration, Advanced Options, Master Authentication."),
        ImapAction.MasterLogin => new Failure(FailureScope.Run, FailureRemedy.None, Reason.MasterLoginRefused,
            $"{where} refused the master login ({answer.Text}). Check the master password, and that this computer is in the IP address group of the master authentication. It was tried once, because Kerio Connect blocks addresses that guess."),
        ImapAction.SetUser => Mailbox(FailureRemedy.None, Reason.MailboxNotFound,
            $"{where} does not open the mailbox {subject} ({answer.Text}). Check that the account exists and is enabled."),
        ImapAction.Login => Mailbox(FailureRemedy.None, Reason.SignInFailed,
            $"{where} refused the sign-in of {subject} ({answer.Text}). Check the password; it was tried once, because Kerio Connect blocks addresses that guess."),
        ImapAction.Folder or ImapAction.Copy => Folder(Reason.FolderRefused, $"{where} refused the folder {subject} ({answer.Text})."),
        ImapAction.Append => new Failure(FailureScope.Item, FailureRemedy.None, Reason.ItemRefused, $"{where} refused the message ({answer.Text}). It stays at Exchange, and the next run tries it again."),
        _ => Mailbox(FailureRemedy.Retry, answer.Status == ImapStatus.Bye ? Reason.ConnectionFailed : Reason.ServerFault,
            $"{where} ended the connection ({answer.Text})."),
    };

    private static Failure OverQuota(string where) => Mailbox(FailureRemedy.None, Reason.QuotaExceeded,
        $"The mailbox at {where} is full. Raise its quota in Kerio Connect and run the migration again; it goes on where it stopped.");

    private static Failure TooLarge(string where) => new(FailureScope.Item, FailureRemedy.None, Reason.ItemTooLarge,
        $"The message is larger than {where} takes. Raise the limit at the server and run the migration again.");

    private static Failure Folder(Reason reason, string message) => new(FailureScope.Folder, FailureRemedy.None, reason, message);

    private static Failure Mailbox(FailureRemedy remedy, Reason reason, string message) => new(FailureScope.Mailbox, remedy, reason, message);

    private static bool Has(ImapAnswer answer, string text) => answer.Text.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0;
}
