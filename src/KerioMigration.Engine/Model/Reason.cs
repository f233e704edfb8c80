namespace KerioMigration.Engine.Model;

/// <summary>
/// Why something did not go as planned: the closed list behind error ids, report columns and the troubleshooting page. Members are
/// only ever added.
/// </summary>
public enum Reason
{
    None,

    // Reaching a server
    ServerNotFound,
    ConnectionFailed,
    CertificateRejected,
    UnexpectedAnswer,
    AutodiscoverFailed,
    SignInFailed,
    AccessDenied,
    ServerBusy,
    ServerFault,
    VersionNotSupported,

    // The source's mailbox and items
    ImpersonationDenied,
    MailboxNotFound,
    MailboxUnavailable,
    SyncStateInvalid,
    ItemNotFound,
    ItemCorrupt,
    ContentMissing,

    // The destination's accounts
    DomainNotFound,
    RoleInsufficient,
    AccountNameIllegal,
    AddressTaken,
    LicenceFull,
    AccountDisabled,
    AccountRefused,
    MasterLoginDisabled,
    MasterLoginRefused,
    NoDestinationSignIn,
    EncryptionRequired,
    ServiceStopped,

    // The destination's folders and items
    FolderRefused,
    ItemRefused,
    ItemTooLarge,
    QuotaExceeded,
    ConversionFailed,

    // Chosen by the administrator
    FolderExcluded,
    OutsideDateRange,
    KindNotSelected,

    // Taken back
    ChangedAtDestination,
    NotRemovable,

    // The ledger and the run
    LedgerUnwritable,
    LedgerFull,
    LedgerNewer,
    LedgerCorrupt,
    MailboxInUse,
    Interrupted,
    NotReached,
    InvalidInput,
    Unexpected,

    // Limits that the administrator set
    BadItemLimitExceeded,
    LargeItemLimitExceeded,

    // Later runs
    MailboxCutOver,

    // A room or equipment at the destination holds nothing that could be written
    NoPlaceInResource,
}
