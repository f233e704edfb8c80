using System;

namespace KerioMigration.Simulation.Exchange;

/// <summary>The sign-ins that the EWS virtual directory offers in WWW-Authenticate.</summary>
[Flags]
public enum SignInMethods
{
    None = 0,
    Basic = 1,
    Ntlm = 2,

    /// <summary>NTLM inside Negotiate; there is no Kerberos here.</summary>
    Negotiate = 4,
    Bearer = 8,
    All = Basic | Ntlm | Negotiate | Bearer,
}
