using System.Management.Automation;
using KerioMigration.Engine.Model;

namespace KerioMigration.Pipeline;

/// <summary>The one place that makes error records: id, category, target and recommended action are always set.</summary>
internal static class ErrorRecords
{
    /// <param name="target">The mailbox, or whatever else the failure is about.</param>
    public static ErrorRecord From(Failure failure, object target) => From(new MigrationException(failure), target);

    /// <summary>A failure of the whole command.</summary>
    public static ErrorRecord From(MigrationException exception) => From(exception, exception.Failure.Scope.ToString());

    public static ErrorRecord InvalidInput(string message, object? target) => From(
        new Failure(FailureScope.Item, FailureRemedy.None, Reason.InvalidInput, message), target ?? "input");

    private static ErrorRecord From(MigrationException exception, object target)
    {
        var reason = exception.Failure.Reason;
        return new ErrorRecord(exception, reason.ToString(), Category(reason), target)
        {
            ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = Remedies.For(reason) },
        };
    }

    internal static ErrorCategory Category(Reason reason) => reason switch
    {
        Reason.ServerNotFound or Reason.ConnectionFailed or Reason.AutodiscoverFailed => ErrorCategory.ConnectionError,
        Reason.CertificateRejected or Reason.EncryptionRequired => ErrorCategory.SecurityError,
        Reason.SignInFailed or Reason.MasterLoginRefused or Reason.NoDestinationSignIn => ErrorCategory.AuthenticationError,
        Reason.AccessDenied or Reason.ImpersonationDenied or Reason.RoleInsufficient or Reason.LedgerUnwritable => ErrorCategory.PermissionDenied,
        Reason.MailboxNotFound or Reason.ItemNotFound or Reason.DomainNotFound => ErrorCategory.ObjectNotFound,
        Reason.MailboxUnavailable or Reason.ServerBusy or Reason.ServiceStopped or Reason.MasterLoginDisabled or Reason.AccountDisabled
            => ErrorCategory.ResourceUnavailable,
        Reason.MailboxInUse => ErrorCategory.ResourceBusy,
        Reason.MailboxCutOver or Reason.NoPlaceInResource => ErrorCategory.InvalidOperation,
        Reason.AddressTaken => ErrorCategory.ResourceExists,
        Reason.LicenceFull or Reason.QuotaExceeded or Reason.ItemTooLarge or Reason.LedgerFull
            or Reason.BadItemLimitExceeded or Reason.LargeItemLimitExceeded => ErrorCategory.LimitsExceeded,
        Reason.AccountNameIllegal or Reason.InvalidInput => ErrorCategory.InvalidArgument,
        Reason.ItemCorrupt or Reason.ContentMissing or Reason.LedgerCorrupt or Reason.LedgerNewer or Reason.SyncStateInvalid
            => ErrorCategory.InvalidData,
        Reason.UnexpectedAnswer or Reason.VersionNotSupported or Reason.ServerFault => ErrorCategory.ProtocolError,
        Reason.AccountRefused or Reason.FolderRefused or Reason.ItemRefused => ErrorCategory.WriteError,
        Reason.ChangedAtDestination => ErrorCategory.ResourceExists,
        Reason.NotRemovable => ErrorCategory.InvalidOperation,
        Reason.ConversionFailed => ErrorCategory.InvalidResult,
        Reason.Interrupted or Reason.NotReached => ErrorCategory.OperationStopped,
        _ => ErrorCategory.NotSpecified,
    };
}
