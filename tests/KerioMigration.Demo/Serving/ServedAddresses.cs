using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Kerio;

namespace KerioMigration.Demo.Serving;

/// <summary>A name and a password to sign in with.</summary>
public sealed record ServedAccount(string UserName, string Password);

/// <summary>A mailbox of the source, with its owner's password.</summary>
public sealed record ServedUser(string DisplayName, string PrimarySmtpAddress, string Password);

public sealed record ServedExchange(Uri Url, ServedAccount Administrator, string CertificateThumbprint, IReadOnlyList<ServedUser> Users);

/// <summary><see cref="Backend"/> is <c>memory</c> or <c>dovecot</c>.</summary>
public sealed record ServedKerio(
    string Host, int AdminPort, Uri AdminUrl, int ImapPort, int ImapsPort, string Domain, ServedAccount Administrator, string? MasterPassword,
    string CertificateThumbprint, string Backend);

/// <summary>Everything that a client needs to know; its members are the JSON object that <c>serve</c> prints, in camel case.</summary>
public sealed record ServedAddresses(ServedExchange Exchange, ServedKerio Kerio)
{
    internal static JsonSerializerOptions JsonOptions { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static ServedAddresses Of(SimulatedExchange exchange, SimulatedKerio kerio) => new(Of(exchange), Of(kerio));

    private static ServedExchange Of(SimulatedExchange exchange) => new(
        exchange.EwsUrl,
        new ServedAccount(exchange.Organization.ServiceAccount.UserName, exchange.Organization.ServiceAccount.Password),
        exchange.Certificate.Thumbprint,
        [.. exchange.Organization.Users.Select(u => new ServedUser(u.DisplayName, u.PrimarySmtpAddress, u.Password))]);

    private static ServedKerio Of(SimulatedKerio kerio) => new(
        kerio.AdminUrl.Host,
        kerio.AdminPort,
        kerio.AdminUrl,
        kerio.ImapPort,
        kerio.ImapsPort,
        kerio.Store.PrimaryDomain.Name,
        new ServedAccount($"{kerio.Options.AdministratorName}@{kerio.Store.PrimaryDomain.Name}", kerio.Options.AdministratorPassword),
        kerio.Options.MasterPassword,
        kerio.Certificate.Thumbprint,
        kerio.Options.ImapBackend is null ? "memory" : "dovecot");
}
