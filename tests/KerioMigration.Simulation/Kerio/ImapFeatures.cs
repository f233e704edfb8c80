using System;

namespace KerioMigration.Simulation.Kerio;

/// <summary>
/// The IMAP extensions that a client may meet or not; no public source shows a whole CAPABILITY line of Kerio Connect, so each one can
/// be switched off alone. <see cref="AuthPlain"/> and <see cref="Move"/> are not among <see cref="Default"/>: only LOGIN was seen on the
/// wire, and no version is known to move.
/// </summary>
[Flags]
public enum ImapFeatures
{
    None = 0,
    LiteralPlus = 1,
    UidPlus = 2,
    MultiAppend = 4,
    Namespace = 8,
    Quota = 16,
    SpecialUse = 32,
    Id = 64,
    AuthPlain = 128,
    Move = 256,
    Default = LiteralPlus | UidPlus | MultiAppend | Namespace | Quota | SpecialUse | Id,
}
