namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary>The states of RFC 3501, 3, as far as they decide which command is allowed.</summary>
internal enum ImapState
{
    Any,
    NotAuthenticated,
    Authenticated,
    Selected,
}
