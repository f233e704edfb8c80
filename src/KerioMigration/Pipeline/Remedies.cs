using KerioMigration.Engine.Model;

namespace KerioMigration.Pipeline;

/// <summary>What to do about each reason, in one sentence: the recommended action of error records and the troubleshooting page.</summary>
internal static class Remedies
{
    public static string For(Reason reason) => reason switch
    {
        Reason.ServerNotFound => "Check the spelling of the server's name and that this computer can resolve it.",
        Reason.ConnectionFailed => "Check that the server is up and that no firewall blocks its port.",
        Reason.CertificateRejected => "Install the certificate's authority on this computer, use the name in the certificate, or accept it knowingly with -SkipCertificateCheck.",
        Reason.UnexpectedAnswer => "Check that the address is the server itself and not a proxy or another service.",
        Reason.AutodiscoverFailed => "Name the server with -ExchangeServer.",
        Reason.SignInFailed => "Check user name and password once before trying again: Kerio Connect and Exchange lock out after repeated failures.",
        Reason.AccessDenied => "Give the account that signs in the right that the message names.",
        Reason.ServerBusy => "Run the same command again later, or with a lower -ThrottleLimit.",
        Reason.ServerFault => "Look into the server's own log, then run the same command again.",
        Reason.VersionNotSupported => "Exchange 2010 SP2 or later and Kerio Connect 9 or later are supported.",
        Reason.ImpersonationDenied => "Give the account the management role ApplicationImpersonation, or full access to the mailbox.",
        Reason.MailboxNotFound => "Check the address with Get-ExchangeMailboxUser.",
        Reason.MailboxUnavailable => "Check in Exchange that the mailbox's database is mounted, then run the same command again.",
        Reason.SyncStateInvalid => "Run the same command again: the folder is listed from its beginning, and nothing is written twice.",
        Reason.ItemNotFound => "The item was moved or deleted while the migration ran; run the same command again.",
        Reason.ItemCorrupt or Reason.ContentMissing => "Open the item in Outlook; what cannot be opened there cannot be migrated.",
        Reason.DomainNotFound => "Create the domain in Kerio Connect, or name another with -KerioDomain.",
        Reason.RoleInsufficient => "Sign in to Kerio Connect with an account that has full administration rights.",
        Reason.AccountNameIllegal => "Give the row a KerioLogin property with a name that Kerio Connect accepts.",
        Reason.AddressTaken => "Free the address in Kerio Connect (alias, group, mailing list), or give the row another KerioLogin.",
        Reason.LicenceFull => "Add users to the Kerio Connect licence, or migrate fewer mailboxes.",
        Reason.AccountDisabled => "Enable the account in Kerio Connect.",
        Reason.AccountRefused => "Create the account in Kerio Connect by hand, then run the same command again.",
        Reason.MasterLoginDisabled => "Switch the master password on in Kerio Connect: Configuration, Advanced Options, Master Authentication.",
        Reason.MasterLoginRefused => "Check the master password, and that this computer's address is in its allowed group.",
        Reason.NoDestinationSignIn => "Give a KerioCredential property with the row, -KerioMasterPassword for mail alone, or -ResetPassword.",
        Reason.EncryptionRequired => "Start a secured IMAP service in Kerio Connect.",
        Reason.ServiceStopped => "Start the service that the message names in Kerio Connect.",
        Reason.FolderRefused => "Rename the folder in Exchange, or leave it out with -ExcludeFolder.",
        Reason.ItemRefused => "Look at the server's answer in the report; the item stays at the source, and a later run tries again.",
        Reason.ItemTooLarge => "Raise the message size limit in Kerio Connect for the time of the migration, or -MaxItemSize, then run the same command again.",
        Reason.BadItemLimitExceeded => "Look at the items in the report, then run the same command again with a higher -BadItemLimit.",
        Reason.LargeItemLimitExceeded => "Look at the items in the report, then run the same command again with a higher -LargeItemLimit or without -MaxItemSize.",
        Reason.QuotaExceeded => "Raise the account's quota in Kerio Connect, then run the same command again.",
        Reason.ConversionFailed => "Look at the item in Outlook; the report names what could not be carried.",
        Reason.FolderExcluded or Reason.OutsideDateRange or Reason.KindNotSelected => "Run the command again with wider filters to carry it.",
        Reason.ChangedAtDestination => "Look at the item in Kerio Connect, and remove it by hand if nobody needs it.",
        Reason.NotRemovable => "Look at what the message names in Kerio Connect, then run the same command again.",
        Reason.LedgerUnwritable => "Check the rights on the ledger's folder, or give another -LedgerPath.",
        Reason.LedgerFull => "Make room on the ledger's disk, then run the same command again.",
        Reason.LedgerNewer => "Update the module: the ledger was written by a later version.",
        Reason.LedgerCorrupt => "Restore the ledger from a copy; without it a run cannot tell what was carried.",
        Reason.MailboxInUse => "Wait for the other run, or end it; the message names it.",
        Reason.MailboxCutOver => "Nothing needs to be done; -Force migrates the mailbox once more.",
        Reason.Interrupted or Reason.NotReached => "Run the same command again: it goes on where this run ended.",
        Reason.InvalidInput => "Correct the input that the message names.",
        Reason.None => "Nothing needs to be done.",
        _ => "Run the command again with -Verbose, and report the message if it stays.",
    };
}
