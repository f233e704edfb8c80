using System;

namespace KerioMigration.Engine.Http;

/// <summary>What is wrong with a certificate; several may be true at once.</summary>
[Flags]
public enum CertificateFaults
{
    None = 0,
    Missing = 1,
    WrongName = 2,
    Expired = 4,
    NotYetValid = 8,
    Untrusted = 16,
    Revoked = 32,
}

/// <summary>The certificate that a server showed, and what was thought of it.</summary>
/// <param name="Detail">A clause for messages, e.g. <c>it expired on 2026-01-31</c>; empty when all is well.</param>
public sealed record CertificateReport(string Host, string Subject, DateTime NotBefore, DateTime NotAfter, CertificateFaults Faults, string Detail)
{
    /// <summary>True also when something is wrong but checking was switched off.</summary>
    public bool Accepted { get; init; }
}
