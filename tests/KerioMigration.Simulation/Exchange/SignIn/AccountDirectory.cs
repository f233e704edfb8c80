using System;
using System.Collections.Generic;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.SignIn;

/// <summary>Accounts by every name they sign in with: <c>anna@example.org</c>, <c>EXAMPLE\anna</c>, <c>anna</c>.</summary>
internal sealed class AccountDirectory
{
    private readonly Dictionary<string, (Caller Caller, string Password)> accounts = new(StringComparer.OrdinalIgnoreCase);

    public AccountDirectory(Organization organization)
    {
        var netBios = NetBiosName(organization);
        var service = organization.ServiceAccount;
        Add(netBios, service.UserName, service.UserName.Split('@')[0], new Caller(service.UserName, service, null), service.Password);
        foreach (var user in organization.Users)
        {
            Add(netBios, user.PrimarySmtpAddress, user.Alias, new Caller(user.PrimarySmtpAddress, null, user), user.Password);
        }
    }

    public static string NetBiosName(Organization organization) => organization.Domain.Split('.')[0].ToUpperInvariant();

    public Caller? Find(string userName) => accounts.TryGetValue(userName, out var account) ? account.Caller : null;

    public string? Password(string userName) => accounts.TryGetValue(userName, out var account) ? account.Password : null;

    public Caller? Verify(string userName, string password) =>
        accounts.TryGetValue(userName, out var account) && account.Password == password ? account.Caller : null;

    private void Add(string netBios, string principalName, string alias, Caller caller, string password)
    {
        accounts[principalName] = (caller, password);
        accounts[alias] = (caller, password);
        accounts[$"{netBios}\\{alias}"] = (caller, password);
    }
}
