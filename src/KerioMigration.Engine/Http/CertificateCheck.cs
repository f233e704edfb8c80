using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace KerioMigration.Engine.Http;

/// <summary>
/// Decides about server certificates and remembers why, because the exception of a failed handshake does not tell. One per server
/// name; its <see cref="Validate"/> is a <see cref="RemoteCertificateValidationCallback"/> for any <see cref="SslStream"/>.
/// </summary>
public sealed class CertificateCheck(string host, bool skip, TimeProvider time)
{
    private volatile CertificateReport? report;

    /// <summary>The last certificate seen; null before a handshake.</summary>
    public CertificateReport? Report => report;

    public bool Validate(object? sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var seen = Examine(certificate as X509Certificate2 ?? (certificate is null ? null : new X509Certificate2(certificate)), chain, errors);
        report = seen with { Accepted = skip || errors == SslPolicyErrors.None };
        return report.Accepted;
    }

    private CertificateReport Examine(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return new CertificateReport(host, "", default, default, CertificateFaults.Missing, "the server shows no certificate");
        }

        var faults = Classify(certificate, chain, errors);
        return new CertificateReport(host, certificate.Subject, certificate.NotBefore, certificate.NotAfter, faults, Describe(faults, certificate));
    }

    private CertificateFaults Classify(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var faults = CertificateFaults.None;
        var now = time.GetLocalNow().DateTime;
        if (now > certificate.NotAfter)
        {
            faults |= CertificateFaults.Expired;
        }
        else if (now < certificate.NotBefore)
        {
            faults |= CertificateFaults.NotYetValid;
        }

        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
        {
            faults |= CertificateFaults.WrongName;
        }

        return (errors & SslPolicyErrors.RemoteCertificateChainErrors) != 0 ? faults | ClassifyChain(chain, faults) : faults;
    }

    private static CertificateFaults ClassifyChain(X509Chain? chain, CertificateFaults soFar)
    {
        var faults = CertificateFaults.None;
        foreach (var status in chain?.ChainStatus ?? [])
        {
            faults |= status.Status switch
            {
                X509ChainStatusFlags.NotTimeValid => CertificateFaults.None,
                X509ChainStatusFlags.Revoked => CertificateFaults.Revoked,
                _ => CertificateFaults.Untrusted,
            };
        }

        return faults == CertificateFaults.None && soFar == CertificateFaults.None ? CertificateFaults.Untrusted : faults;
    }

    private string Describe(CertificateFaults faults, X509Certificate2 certificate)
    {
        var words = new List<string>();
        Add(CertificateFaults.Expired, "it expired on " + Day(certificate.NotAfter));
        Add(CertificateFaults.NotYetValid, "it is not valid before " + Day(certificate.NotBefore));
        Add(CertificateFaults.WrongName, $"it was issued for {certificate.GetNameInfo(X509NameType.DnsName, false)}, not for {host}");
        Add(CertificateFaults.Revoked, "it was revoked");
        Add(CertificateFaults.Untrusted, "this computer does not trust its issuer");
        return string.Join("; ", words);

        void Add(CertificateFaults fault, string text)
        {
            if ((faults & fault) != 0)
            {
                words.Add(text);
            }
        }
    }

    private static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
