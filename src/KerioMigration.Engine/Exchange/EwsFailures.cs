using System;
using System.Collections.Generic;
using System.Globalization;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>The one place that reads EWS response codes (exchange documentation: "ResponseCode", "EWS throttling").</summary>
internal static class EwsFailures
{
    private static readonly string[] PublicFolderErrors =
    [
        "ErrorNoPublicFolderServerAvailable", "ErrorNoPublicFolderReplicaAvailable", "ErrorPublicFolderMailboxDiscoveryFailed",
        "ErrorPublicFolderOperationFailed", "ErrorPublicFolderRequestProcessingFailed", "ErrorPublicFolderServerNotFound", "ErrorPublicFolderSyncException",
    ];

    private static readonly Dictionary<string, Entry> Entries = Table();

    /// <param name="scope">What was asked about: the failure of a listing is its folder's, of GetItem its item's.</param>
    /// <param name="where"><c>host:port</c></param>
    /// <param name="mailbox">Empty for none.</param>
    public static Failure Classify(EwsError error, FailureScope scope, string where, string mailbox)
    {
        if (IsBusyInside(error))
        {
            return Busy(error, where);
        }

        if (!Entries.TryGetValue(error.Code, out var entry))
        {
            return Make(error, scope, FailureRemedy.None, Reason.Unexpected, $"{where} answered {error.Code}: {error.Text.Trim()}");
        }

        if (entry.Reason == Reason.ServerBusy)
        {
            return Busy(error, where);
        }

        var effective = entry.MinimumScope > scope ? entry.MinimumScope : scope;
        var subject = mailbox.Length == 0 ? where : $"{mailbox} at {where}";
        return Make(error, effective, entry.Remedy, entry.Reason, $"{subject}: {entry.Sentence} ({error.Code})");
    }

    /// <summary>This account may not impersonate, or not this mailbox: Full Access may still be there.</summary>
    public static bool IsImpersonationRefused(EwsError error) => error.Code is "ErrorImpersonateUserDenied" or "ErrorImpersonationDenied"
        or "ErrorImpersonationFailed" or "ErrorAccountDisabled";

    /// <summary>Servers differ in how they say that a mailbox has no archive.</summary>
    public static bool IsNoArchive(EwsError error) => error.Code is "ErrorFolderNotFound" or "ErrorArchiveMailboxNotEnabled" or "ErrorItemNotFound";

    /// <summary>The schema version is too high for the server or for the mailbox.</summary>
    public static bool IsVersionRefused(EwsError error) => error.Code is "ErrorInvalidServerVersion" or "ErrorIncorrectSchemaVersion"
        or "ErrorInvalidSchemaVersionForMailboxVersion" || (error.IsFault && error.Code is "ErrorInvalidRequest" or "ErrorSchemaValidation");

    // ErrorInternalServerError with the real reason inside; a server also says ErrorServerBusy in the text of its policy alone.
    private static bool IsBusyInside(EwsError error) =>
        error.Value("InnerErrorResponseCode") == "ErrorServerBusy"
        || (error.Code == "ErrorInternalServerError" && error.Value("BackOffMilliseconds") is not null);

    private static Failure Busy(EwsError error, string where) =>
        Make(error, FailureScope.Mailbox, FailureRemedy.RetryAfter, Reason.ServerBusy,
            $"{where} is too busy for us ({error.Code}). A throttling policy without limits for the migration account lifts this.") with
        {
            RetryAfter = int.TryParse(error.Value("BackOffMilliseconds"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var wait) && wait > 0
                ? TimeSpan.FromMilliseconds(wait)
                : null,
        };

    private static Failure Make(EwsError error, FailureScope scope, FailureRemedy remedy, Reason reason, string message) =>
        new(scope, remedy, reason, message) { Code = error.Code };

    private static Dictionary<string, Entry> Table()
    {
        Dictionary<string, Entry> table = new(StringComparer.Ordinal);
        Add(Reason.ServerBusy, FailureRemedy.RetryAfter, FailureScope.Mailbox, "",
            "ErrorServerBusy", "ErrorExceededConnectionCount", "ErrorExceededFindCountLimit", "ErrorTooManyObjectsOpened");
        Add(Reason.MailboxUnavailable, FailureRemedy.Retry, FailureScope.Item, "the mailbox cannot be reached at the moment.",
            "ErrorTimeoutExpired", "ErrorMailboxStoreUnavailable", "ErrorMailboxMoveInProgress", "ErrorMailboxFailover", "ErrorConnectionFailed",
            "ErrorConnectionFailedTransientError", "ErrorNoRespondingCASInDestinationSite", "ErrorProxyRequestProcessingFailed", "ErrorProxyCallFailed",
            "ErrorCrossSiteRequest");
        Add(Reason.ServerFault, FailureRemedy.Retry, FailureScope.Item, "the server had an internal error.",
            "ErrorInternalServerTransientError", "ErrorInsufficientResources", "ErrorADUnavailable", "ErrorADOperation", "ErrorNotEnoughMemory",
            "ErrorBatchProcessingStopped", "ErrorInternalServerError",

            // Fault codes of faults without a detail; what this class says "could succeed at a later point in time" (SOAP 1.1, 4.4.1).
            "Server", "Receiver");
        Add(Reason.ItemNotFound, FailureRemedy.None, FailureScope.Item, "it was deleted or moved meanwhile.",
            "ErrorItemNotFound", "ErrorFolderNotFound", "ErrorParentFolderNotFound", "ErrorSyncFolderNotFound");
        Add(Reason.ItemNotFound, FailureRemedy.None, FailureScope.Item, "the server does not accept the id.",
            "ErrorInvalidId", "ErrorInvalidIdEmpty", "ErrorInvalidIdMalformed", "ErrorInvalidIdMalformedEwsLegacyIdFormat",
            "ErrorInvalidIdMonikerTooLong", "ErrorInvalidIdNotAnItemAttachmentId");
        Add(Reason.AccessDenied, FailureRemedy.None, FailureScope.Item, 
            "the account may not read it. Assign it the role ApplicationImpersonation, or give it Full Access to the mailbox.", "ErrorAccessDenied");
        Add(Reason.ItemCorrupt, FailureRemedy.None, FailureScope.Item, "the server cannot convert the item to MIME.",
            "ErrorContentConversionFailed", "ErrorMimeContentConversionFailed", "ErrorUnsupportedMimeConversion", "ErrorMimeContentInvalid",
            "ErrorMimeContentInvalidBase64String", "ErrorCorruptData", "ErrorItemCorrupt", "ErrorItemPropertyRequestFailed", "ErrorVirusDetected",
            "ErrorVirusMessageDeleted", "ErrorCannotOpenFileAttachment", "ErrorDataSizeLimitExceeded", "ErrorMessageSizeExceeded",
            "ErrorInvalidItemForOperationExpandDL");
        Add(Reason.ImpersonationDenied, FailureRemedy.None, FailureScope.Mailbox,
            "the account has no right to impersonate. Assign it the role ApplicationImpersonation, or give it Full Access to the mailbox.",
            "ErrorImpersonateUserDenied", "ErrorImpersonationDenied", "ErrorImpersonationFailed");
        Add(Reason.MailboxNotFound, FailureRemedy.None, FailureScope.Mailbox, "no mailbox with this address is there. Check the primary address.",
            "ErrorNonExistentMailbox", "ErrorMissingEmailAddress", "ErrorNonPrimarySmtpAddress", "ErrorInvalidSmtpAddress", "ErrorNameResolutionNoMailbox");
        Add(Reason.MailboxUnavailable, FailureRemedy.None, FailureScope.Mailbox, "the mailbox cannot be opened; its account is disabled or not set up.",
            "ErrorAccountDisabled", "ErrorMailboxConfiguration", "ErrorUserNotUnifiedMessagingEnabled", "ErrorMailboxDataArrayEmpty");
        Add(Reason.MailboxUnavailable, FailureRemedy.None, FailureScope.Folder,
            "the server does not give access to the public folders. Check that there are any, that the account has a mailbox in the organization, and that it may see them.",
            PublicFolderErrors);
        Add(Reason.MailboxUnavailable, FailureRemedy.None, FailureScope.Mailbox, "the server does not come to where the archive lies.",
            "ErrorArchiveMailboxServiceDiscoveryFailed", "ErrorGetRemoteArchiveFolderFailed", "ErrorFindRemoteArchiveFolderFailed", "ErrorGetRemoteArchiveItemFailed");
        Add(Reason.VersionNotSupported, FailureRemedy.None, FailureScope.Item, "the server does not take requests of this schema version.",
            "ErrorInvalidServerVersion", "ErrorIncorrectSchemaVersion", "ErrorInvalidSchemaVersionForMailboxVersion");
        Add(Reason.Unexpected, FailureRemedy.None, FailureScope.Item, "the server did not understand the request.",
            "ErrorInvalidRequest", "ErrorSchemaValidation", "ErrorInvalidPropertyRequest", "ErrorInvalidOperation", "ErrorInvalidArgument");
        Add(Reason.SyncStateInvalid, FailureRemedy.None, FailureScope.Folder, "the server no longer knows where the last listing ended.",
            "ErrorInvalidSyncStateData");
        return table;

        void Add(Reason reason, FailureRemedy remedy, FailureScope minimum, string sentence, params string[] codes)
        {
            foreach (var code in codes)
            {
                table[code] = new Entry(reason, remedy, minimum, sentence);
            }
        }
    }

    private sealed record Entry(Reason Reason, FailureRemedy Remedy, FailureScope MinimumScope, string Sentence);
}
