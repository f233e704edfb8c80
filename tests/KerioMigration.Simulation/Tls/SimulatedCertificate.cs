using System;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KerioMigration.Simulation.Tls;

/// <summary>Certificates made at start: valid for localhost and 127.0.0.1, or wrong in one way on purpose.</summary>
public static class SimulatedCertificate
{
    /// <param name="host">The DNS name in the certificate; <c>localhost</c> also gets the loopback addresses.</param>
    /// <param name="notAfter">The end of validity; a time in the past makes an expired certificate.</param>
    public static X509Certificate2 Create(string host = "localhost", DateTimeOffset? notAfter = null)
    {
        var end = notAfter ?? DateTimeOffset.UtcNow.AddYears(1);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        if (host == "localhost")
        {
            names.AddIpAddress(IPAddress.Loopback);
            names.AddIpAddress(IPAddress.IPv6Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var made = request.CreateSelfSigned(end.AddYears(-2), end);

        // A key that only lives in memory cannot be used by every TLS stack; the detour over PKCS#12 settles it.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
