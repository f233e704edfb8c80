using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>Domains, accounts and mailboxes, in memory. Every member is safe from any thread.</summary>
public sealed class KerioStore
{
    private readonly ConcurrentDictionary<string, KerioDomain> domains = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, KerioUser> users = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, KerioAlias> aliases = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, KerioGroup> groups = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, BookableResource> resources = new(StringComparer.OrdinalIgnoreCase);
    private readonly TimeProvider time;
    private readonly FolderNames names;
    private readonly bool publicFoldersPerDomain;
    private uint lastUidValidity;

    internal KerioStore(TimeProvider time, FolderNames names, bool publicFoldersPerDomain)
    {
        this.publicFoldersPerDomain = publicFoldersPerDomain;
        this.time = time;
        this.names = names;
        lastUidValidity = (uint)time.GetUtcNow().ToUnixTimeSeconds();
    }

    /// <summary>Raised before whoever asked for the account is answered.</summary>
    public event Action<KerioUser>? UserAdded;

    public IReadOnlyList<KerioDomain> Domains => [.. domains.Values.OrderBy(d => !d.IsPrimary).ThenBy(d => d.Name, StringComparer.Ordinal)];

    public IReadOnlyList<KerioUser> Users => [.. users.Values.OrderBy(u => u.Address, StringComparer.Ordinal)];

    public IReadOnlyList<KerioAlias> Aliases => [.. aliases.Values.OrderBy(a => a.Name, StringComparer.Ordinal)];

    public IReadOnlyList<KerioGroup> Groups => [.. groups.Values.OrderBy(g => g.Name, StringComparer.Ordinal)];

    public IReadOnlyList<BookableResource> Resources => [.. resources.Values.OrderBy(r => r.Name, StringComparer.Ordinal)];

    public KerioDomain PrimaryDomain => Domains[0];

    public KerioDomain? FindDomain(string nameOrId) => Domains.FirstOrDefault(d => d.Id == nameOrId
        || d.Aliases.Prepend(d.Name).Contains(nameOrId, StringComparer.OrdinalIgnoreCase));

    /// <summary>The account of a login: <c>name@domain</c>, or the name alone in the primary domain. Additional addresses are no logins.</summary>
    public KerioUser? FindUser(string login)
    {
        var at = login.LastIndexOf('@');
        var domain = at < 0 ? PrimaryDomain : FindDomain(login[(at + 1)..]);
        return domain is null ? null : users.GetValueOrDefault($"{(at < 0 ? login : login[..at])}@{domain.Name}");
    }

    public KerioUser? FindUserById(string id) => users.Values.FirstOrDefault(u => u.Id == id);

    /// <summary>The mailbox of an existing account.</summary>
    public KerioMailbox Mailbox(string login) =>
        FindUser(login)?.Mailbox ?? throw new InvalidOperationException($"There is no account '{login}'.");

    public KerioDomain AddDomain(string name, bool isPrimary = false)
    {
        var tree = publicFoldersPerDomain || domains.IsEmpty ? new KerioMailbox(NextUidValidity, time) : PrimaryDomain.PublicFolders;
        var domain = new KerioDomain(name, isPrimary, tree);
        return domains.TryAdd(name, domain) ? domain : throw new InvalidOperationException($"Domain {name} already exists.");
    }

    public KerioUser AddUser(string address, string? password = null, Action<KerioUser>? change = null)
    {
        var at = address.LastIndexOf('@');
        var domain = FindDomain(address[(at + 1)..]) ?? throw new InvalidOperationException($"There is no domain for '{address}'.");
        return AddUser(domain, address[..at], password, change) ?? throw new InvalidOperationException($"User {address} already exists.");
    }

    public KerioAlias AddAlias(KerioAlias alias) => aliases.GetOrAdd($"{alias.Name}@{alias.Domain.Name}", alias);

    /// <returns>False when there is none of this id.</returns>
    public bool RemoveAlias(string id) => aliases.FirstOrDefault(a => a.Value.Id == id) is { Key: { } key } && aliases.TryRemove(key, out _);

    public KerioGroup AddGroup(KerioGroup group) => groups.GetOrAdd($"{group.Name}@{group.Domain.Name}", group);

    /// <summary>False when its address belongs to somebody.</summary>
    public bool AddResource(BookableResource resource) => FindOwner(resource.Domain, resource.Name) is null && resources.TryAdd(resource.Address, resource);

    internal void RemoveResource(BookableResource resource) => resources.TryRemove(resource.Address, out _);

    /// <summary>Adds an account with the default folders; null when the login name is taken.</summary>
    internal KerioUser? AddUser(KerioDomain domain, string loginName, string? password, Action<KerioUser>? change, bool isMapped = false)
    {
        var mailbox = new KerioMailbox(NextUidValidity, time);
        mailbox.CreateDefaultFolders(names);
        var user = new KerioUser(domain, loginName, mailbox, time.GetUtcNow()) { Password = password, IsMapped = isMapped };
        change?.Invoke(user);
        if (!users.TryAdd(user.Address, user))
        {
            return null;
        }

        UserAdded?.Invoke(user);
        return user;
    }

    /// <summary>An administrator gives a group other addresses.</summary>
    internal void Change(KerioGroup group, params string[] addresses)
    {
        var changed = groups[$"{group.Name}@{group.Domain.Name}"] = group with { EmailAddresses = addresses };
        foreach (var user in users.Values)
        {
            user.Groups = [.. user.Groups.Select(g => g.Id == changed.Id ? changed : g)];
        }
    }

    internal void RemoveGroup(KerioGroup group)
    {
        groups.TryRemove($"{group.Name}@{group.Domain.Name}", out _);
        foreach (var user in users.Values)
        {
            user.Groups = [.. user.Groups.Where(g => g != group)];
        }
    }

    /// <summary>As if an administrator had removed the account.</summary>
    public bool RemoveUser(string address) => FindUser(address) is { } user && RemoveUser(user);

    internal bool RemoveUser(KerioUser user) => users.TryRemove(user.Address, out _);

    /// <summary>Who owns an address (local part) of a domain: a user, a group, an alias or a resource; null when it is free.</summary>
    internal AddressOwner? FindOwner(KerioDomain domain, string localPart)
    {
        if (users.ContainsKey($"{localPart}@{domain.Name}"))
        {
            return new AddressOwner("EntityUser", localPart);
        }

        var user = users.Values.FirstOrDefault(u => u.Domain == domain && Holds(u.EmailAddresses, domain, localPart));
        var group = groups.Values.FirstOrDefault(g => g.Domain == domain && Holds(g.EmailAddresses, domain, localPart));
        return user is not null ? new AddressOwner("EntityUser", user.LoginName)
            : group is not null ? new AddressOwner("EntityGroup", group.Name)
            : aliases.TryGetValue($"{localPart}@{domain.Name}", out var alias) ? new AddressOwner("EntityAlias", alias.Name)
            : resources.TryGetValue($"{localPart}@{domain.Name}", out var resource) ? new AddressOwner("EntityResource", resource.Name)
            : null;
    }

    private static bool Holds(IEnumerable<string> addresses, KerioDomain domain, string localPart) => addresses.Any(a =>
        string.Equals(a, localPart, StringComparison.OrdinalIgnoreCase)
        || string.Equals(a, $"{localPart}@{domain.Name}", StringComparison.OrdinalIgnoreCase));

    private uint NextUidValidity() => Interlocked.Increment(ref lastUidValidity);
}
