using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>
/// SMTP addresses for legacy distinguished names, each looked up once. Who left the organization is in no directory any more. Safe from
/// any thread.
/// </summary>
internal sealed class AddressBook(EwsClient client, EwsContext context)
{
    private readonly ConcurrentDictionary<string, string?> known = new(StringComparer.OrdinalIgnoreCase);

    public string? Mailbox => context.Mailbox;

    /// <summary>Looks up the names among the addresses of these elements that nobody has asked for yet.</summary>
    /// <param name="mailboxes">t:EmailAddressType.</param>
    public async Task LookUpAsync(IEnumerable<Element> mailboxes, CancellationToken cancellationToken)
    {
        foreach (var name in mailboxes.Select(m => m.Value("EmailAddress")?.Trim()).OfType<string>().Where(IsLegacy).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            await FindAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Null when it could not be found.</summary>
    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(name, out var address))
        {
            address = await AskAsync(name, cancellationToken).ConfigureAwait(false);
            known[name] = address;
        }

        return address;
    }

    /// <summary>The SMTP address behind what has been looked up before; null for what has none.</summary>
    public string? SmtpOf(Element mailbox)
    {
        var address = mailbox.Value("EmailAddress")?.Trim();
        return address is null ? null : IsSmtp(address) ? address : known.TryGetValue(address, out var found) ? found : null;
    }

    /// <summary>A distinguished name as the directory once had them.</summary>
    public static bool IsLegacy(string address) => address.StartsWith("/", StringComparison.Ordinal);

    public static bool IsSmtp(string? address) => address is not null && address.IndexOf('@') > 0 && !IsLegacy(address);

    private async Task<string?> AskAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var response = await client.SendSingleAsync(new ResolveNames(name), context, FailureScope.Item, cancellationToken).ConfigureAwait(false);
            var addresses = response.Payload?.Entries.Select(e => e.Address).Where(IsSmtp).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            return addresses is { Count: 1 } ? addresses[0] : null;
        }
        catch (MigrationException e) when (e.Failure is { Scope: FailureScope.Item, Remedy: not FailureRemedy.RetryAfter })
        {
            return null;
        }
    }
}
