using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Tests.Support.Memory;

/// <summary>Accounts in memory.</summary>
public sealed class MemoryDirectory : IUserDirectory
{
    private readonly Dictionary<string, DestinationUser> users = [];

    /// <summary>Why new accounts are refused; null when they are not.</summary>
    public Failure? Refusal { get; set; }

    public Dictionary<string, string> Passwords { get; } = [];

    /// <summary>Logins whose new accounts come from a directory service, which keeps their passwords.</summary>
    public HashSet<string> FromDirectory { get; } = [];

    public DestinationUser Add(string login, long? quotaBytes = null) =>
        users[login] = new DestinationUser { Id = "user-" + login, LoginName = login, Domain = "kerio.test", QuotaBytes = quotaBytes };

    public Task<IReadOnlyList<DestinationUser>> ListUsersAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DestinationUser>>([.. users.Values]);

    public Task<DestinationUser?> FindUserAsync(UserMapping user, CancellationToken cancellationToken)
    {
        var found = users.GetValueOrDefault(user.DestinationLogin);
        return found is null && Refusal is not null ? throw new MigrationException(Refusal) : Task.FromResult(found);
    }

    public async Task<EnsuredUser> EnsureUserAsync(UserMapping user, Secret? password, CancellationToken cancellationToken)
    {
        if (await FindUserAsync(user, cancellationToken) is { } found)
        {
            return new EnsuredUser(found, false, null);
        }

        if (FromDirectory.Contains(user.DestinationLogin))
        {
            users[user.DestinationLogin] = Add(user.DestinationLogin) with { IsFromDirectory = true };
            return new EnsuredUser(users[user.DestinationLogin], true, null);
        }

        password ??= Generate();
        Passwords[user.DestinationLogin] = password.Reveal();
        return new EnsuredUser(Add(user.DestinationLogin), true, password);
    }

    public Task SetPasswordAsync(DestinationUser user, Secret password, CancellationToken cancellationToken)
    {
        Passwords[user.LoginName] = password.Reveal();
        return Task.CompletedTask;
    }

    public Task RemoveUserAsync(DestinationUser user, CancellationToken cancellationToken)
    {
        users.Remove(user.LoginName);
        return Task.CompletedTask;
    }

    public Task<Secret?> GeneratePasswordAsync(UserMapping user, CancellationToken cancellationToken) =>
        Task.FromResult(FromDirectory.Contains(user.DestinationLogin) ? null : Generate());

    private Secret Generate() => Secret.From("Generated-" + users.Count);
}
