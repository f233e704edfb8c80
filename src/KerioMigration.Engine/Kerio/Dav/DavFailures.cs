using System;
using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>The one place that reads the status codes and conditions of CalDAV and CardDAV (RFC 4918 11 and 16, RFC 4791 5.3.2.1).</summary>
internal static class DavFailures
{
    private static readonly string[] UidConditions = ["no-uid-conflict", "unique-scheduling-object-resource"];
    private static readonly string[] QuotaConditions = ["quota-not-exceeded", "sufficient-disk-space"];

    /// <summary>Another resource has this UID.</summary>
    public static bool IsUidConflict(DavAnswer answer) => answer.Status is 403 or 409 && answer.Conditions.Intersect(UidConditions).Any();

    /// <summary>
    /// A refusal that files within an object can be the reason of: too large, no room, or a form that is not understood. No source tells what
    /// Kerio answers.
    /// </summary>
    public static bool IsForFiles(DavAnswer answer) => answer.Status is 400 or 413 or 422 or 507
        || (answer.Status == 403 && answer.Conditions.Count > 0)
        || (answer.Status >= 500 && IsOverQuota(answer));

    /// <summary>Not answered for good: the same request may do better later.</summary>
    public static Failure? Transient(DavAnswer answer, string where) => answer.Status switch
    {
        429 or 503 => Make(answer, FailureScope.Mailbox, FailureRemedy.RetryAfter, Reason.ServerBusy, $"{where} is too busy at the moment") with
        {
            RetryAfter = answer.RetryAfter,
        },
        408 => Make(answer, FailureScope.Mailbox, FailureRemedy.Retry, Reason.ConnectionFailed, $"{where} waited too long for the request"),
        423 => Make(answer, FailureScope.Item, FailureRemedy.Retry, Reason.ItemRefused, $"Somebody has it locked at {where}"),
        501 or 505 or 507 => null,
        >= 500 when IsOverQuota(answer) => null,
        >= 500 => Make(answer, FailureScope.Mailbox, FailureRemedy.Retry, Reason.ServerFault, $"{where} had an internal error. Look at the server's log"),
        _ => null,
    };

    /// <summary>Tried once: Kerio blocks addresses that guess.</summary>
    public static Failure SignIn(DavAnswer answer, string where, string account) => Make(
        answer, FailureScope.Mailbox, FailureRemedy.None, Reason.SignInFailed,
        $"{where} refused the sign-in of {account} to CalDAV and CardDAV. Check the password; it was tried once, because Kerio Connect blocks addresses that guess");

    /// <summary>Of a request about one item.</summary>
    public static Failure Item(DavAnswer answer, string where)
    {
        var conditions = answer.Conditions;
        return answer.Status switch
        {
            >= 500 and not (501 or 505) => Full(answer, where),
            _ when conditions.Intersect(QuotaConditions).Any() => Full(answer, where),
            413 => TooLarge(answer, where),
            _ when conditions.Contains("max-resource-size") => TooLarge(answer, where),
            403 when conditions.Count == 0 => Item(answer, Reason.AccessDenied, $"{where} allows no writing here. Check the folder's rights"),
            404 or 410 => Item(answer, Reason.ItemNotFound, $"{where} has no {answer.Uri.AbsolutePath}"),
            415 => Item(answer, Reason.ItemRefused, $"{where} takes no items of this kind in this folder"),
            _ => Item(answer, Reason.ItemRefused, conditions.Count == 0
                ? $"{where} refused the item"
                : $"{where} refused the item ({string.Join(", ", conditions)})"),
        };
    }

    /// <summary>Of a request about a folder.</summary>
    public static Failure Folder(DavAnswer answer, string where, string name) => answer.Status switch
    {
        403 => Folder(answer, Reason.AccessDenied, $"{where} does not allow this with the folder {name}. Check the user's rights"),
        404 or 410 => Folder(answer, Reason.FolderRefused, $"The folder {name} is no longer there. Run the migration again"),
        507 => Full(answer, where),
        _ => Folder(answer, Reason.FolderRefused, $"{where} refused the folder {name}"),
    };

    /// <summary>Of something that no such server gives.</summary>
    public static Failure Garbled(DavAnswer answer, string where) => Make(
        answer, FailureScope.Mailbox, FailureRemedy.Retry, Reason.UnexpectedAnswer,
        $"{where} did not answer {answer.Uri.AbsolutePath} as CalDAV and CardDAV do. Check whether a proxy or a sign-in page stands before it");

    public static Failure TooLarge(string where, long size, long limit) => new(
        FailureScope.Item, FailureRemedy.None, Reason.ItemTooLarge,
        FormattableString.Invariant($"The item has {size} bytes; {where} takes {limit}. Raise the limit at the server and run the migration again."))
    {
        Code = "max-resource-size",
    };

    /// <summary>Of an item that never got an answer from a server which answers everything else.</summary>
    public static Failure Unanswered(Failure failure, string where, long size) => new(
        FailureScope.Item, FailureRemedy.None, failure.Reason,
        FormattableString.Invariant($"{where} broke off whenever this item of {size} bytes was sent. It may be larger than the server takes, or in a form that it does not read: look at the server's log."))
    {
        Code = failure.Code,
    };

    // Cyrus IMAP 3.6 says so with an internal error.
    private static bool IsOverQuota(DavAnswer answer) => answer.Text().IndexOf("over quota", StringComparison.OrdinalIgnoreCase) >= 0;

    private static Failure Full(DavAnswer answer, string where) => Make(answer, FailureScope.Mailbox, FailureRemedy.None, Reason.QuotaExceeded,
        $"The mailbox at {where} is full. Raise its quota in Kerio Connect and run the migration again; it goes on where it stopped");

    private static Failure TooLarge(DavAnswer answer, string where) =>
        Item(answer, Reason.ItemTooLarge, $"The item is larger than {where} takes. Raise the limit at the server and run the migration again");

    private static Failure Item(DavAnswer answer, Reason reason, string message) => Make(answer, FailureScope.Item, FailureRemedy.None, reason, message);

    private static Failure Folder(DavAnswer answer, Reason reason, string message) => Make(answer, FailureScope.Folder, FailureRemedy.None, reason, message);

    private static Failure Make(DavAnswer answer, FailureScope scope, FailureRemedy remedy, Reason reason, string message)
    {
        var code = "HTTP " + answer.Status.ToString(CultureInfo.InvariantCulture);
        return new Failure(scope, remedy, reason, $"{message} ({code}).") { Code = code };
    }
}
