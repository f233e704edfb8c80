using System;
using System.Collections.Generic;

namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>One account. Members are changed by the administration interface and by tests, one at a time.</summary>
public sealed class KerioUser
{
    internal KerioUser(KerioDomain domain, string loginName, KerioMailbox mailbox, DateTimeOffset createdAt)
    {
        Domain = domain;
        LoginName = loginName;
        Mailbox = mailbox;
        CreatedAt = createdAt;
        Id = $"keriodb://user/{domain.Guid}/{Guid.NewGuid()}";
    }

    private IReadOnlyList<string> filters = [];

    public string Id { get; }

    public KerioDomain Domain { get; }

    public string LoginName { get; }

    public string Address => $"{LoginName}@{Domain.Name}";

    public KerioMailbox Mailbox { get; }

    public DateTimeOffset CreatedAt { get; }

    public string FullName { get; set; } = string.Empty;

    public string Description { get; set; } = string.Empty;

    public bool IsEnabled { get; set; } = true;

    /// <summary>True for an account mapped from a directory: its password is there, not here.</summary>
    public bool IsMapped { get; init; }

    public string? Password { get; set; }

    public bool AllowPasswordChange { get; set; } = true;

    public bool HasDefaultSpamRule { get; set; }

    public bool PublishInGal { get; set; } = true;

    public UserRight Right { get; set; } = new();

    /// <summary>Additional local parts (or whole addresses of other domains); the login name is never listed.</summary>
    public IReadOnlyList<string> EmailAddresses { get; set; } = [];

    /// <summary>The groups that the account is in.</summary>
    public IReadOnlyList<KerioGroup> Groups { get; set; } = [];

    /// <summary>The quota in bytes; null is none.</summary>
    public long? DiskQuota { get; set; }

    public int? ItemQuota { get; set; }

    public bool UsesDomainRetention { get; set; } = true;

    public Retention Retention { get; set; } = new();

    public KerioOutOfOffice OutOfOffice { get; set; } = new();

    public IReadOnlyList<KerioDelegate> Delegates { get; set; } = [];

    /// <summary>The rules for incoming mail, each as JSON in the words of the client API.</summary>
    public IReadOnlyList<string> Filters
    {
        get => filters;
        set => (filters, FilterStamp) = (value, FilterStamp + 1);
    }

    /// <summary>Goes up with every change of the rules.</summary>
    public long FilterStamp { get; private set; } = 1;

    public DateTimeOffset? LastLogin { get; internal set; }

    /// <summary>The protocol of the last login as the interface names it, e.g. IMAP.</summary>
    public string LastLoginProtocol { get; internal set; } = string.Empty;

    internal int FailedLogins { get; set; }

    internal DateTimeOffset? LockedUntil { get; set; }

    internal bool HasRoomFor(int items, long bytes) =>
        (DiskQuota is null || Mailbox.UsedBytes + bytes <= DiskQuota) && (ItemQuota is null || Mailbox.ItemCount + items <= ItemQuota);
}
