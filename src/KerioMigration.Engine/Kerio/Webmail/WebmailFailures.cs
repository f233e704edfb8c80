using KerioMigration.Engine.Kerio.JsonRpc;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>The one place that reads the codes of Kerio's client API.</summary>
internal static class WebmailFailures
{
    public const int NoSuchFolder = 4104;

    private const int CommunicationFailure = -1;
    private const int MultiServerMaintenance = -32003;
    private const int TimedOut = -32002;
    private const int InternalError = -32603;
    private const int OperationFailed = 1000;
    private const int NotPermitted = 1003;
    private const int PartialSuccess = 4001;
    private const int FolderReindexing = 4100;
    private const int OperationInProgress = 4101;
    private const int QuotaReached = 4102;

    public static Failure SignIn(RpcError error, string where, string account)
    {
        var failure = error.ToFailure(FailureScope.Mailbox, Reason.SignInFailed, $"{where} did not let {account} in");
        return failure with { Message = failure.Message + " It was tried once, for Kerio blocks addresses that guess; correct the password and run again." };
    }

    /// <summary>A whole call failed.</summary>
    /// <param name="what">Who refused what, for the message.</param>
    public static Failure OfCall(RpcError error, string what) => error.Code switch
    {
        RpcError.SessionExpired => error.ToFailure(FailureScope.Mailbox, Reason.SignInFailed, what) with { Remedy = FailureRemedy.Retry },
        CommunicationFailure or TimedOut or MultiServerMaintenance or InternalError =>
            error.ToFailure(FailureScope.Mailbox, Reason.ServerFault, what) with { Remedy = FailureRemedy.Retry, OutcomeUnknown = true },
        OperationFailed or PartialSuccess => error.ToFailure(FailureScope.Folder, Reason.ServerFault, what) with { OutcomeUnknown = true },
        RpcError.AccessDenied or NotPermitted => error.ToFailure(FailureScope.Folder, Reason.AccessDenied, what),
        RpcError.NoSuchEntity => error.ToFailure(FailureScope.Folder, Reason.FolderRefused, what),
        < 0 => error.ToFailure(FailureScope.Mailbox, Reason.UnexpectedAnswer, what),
        _ => Known(error, what) ?? error.ToFailure(FailureScope.Folder, Reason.ServerFault, what),
    };

    /// <summary>One input failed of a call that went through.</summary>
    public static Failure OfItem(RpcError error, string what) =>
        Known(error, what) ?? error.ToFailure(FailureScope.Item, error.Code == RpcError.AccessDenied ? Reason.AccessDenied : Reason.ItemRefused, what);

    public static Failure OfFolder(RpcError error, string what) => Known(error, what) ?? error.ToFailure(FailureScope.Folder, Reason.FolderRefused, what);

    /// <summary>What is asked for is not there: no failure for whoever only looks.</summary>
    public static bool IsGone(Failure failure) => failure is { Scope: FailureScope.Folder, Reason: Reason.FolderRefused };

    private static Failure? Known(RpcError error, string what) => error.Code switch
    {
        FolderReindexing or OperationInProgress =>
            error.ToFailure(FailureScope.Mailbox, Reason.ServerBusy, what) with { Remedy = FailureRemedy.RetryAfter },
        QuotaReached => error.ToFailure(FailureScope.Mailbox, Reason.QuotaExceeded, what),
        NoSuchFolder => error.ToFailure(FailureScope.Folder, Reason.FolderRefused, what),
        RpcError.TooLarge => error.ToFailure(FailureScope.Item, Reason.ItemTooLarge, what),
        _ => null,
    };
}
