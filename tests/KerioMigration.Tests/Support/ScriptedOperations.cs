using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Engine.Verification;

namespace KerioMigration.Tests.Support;

/// <summary>Operations that do what a test says and remember what they were asked.</summary>
internal sealed class ScriptedOperations : MigrationOperations
{
    public List<MigrationRequest> Migrations { get; } = [];

    public List<MigrationRequest> Plans { get; } = [];

    public ExchangeConnection? Source { get; private set; }

    public KerioConnection? Destination { get; private set; }

    /// <summary>What a list of users was asked to begin with; null while none was asked for.</summary>
    public IReadOnlyList<string>? Prefixes { get; private set; }

    public bool IncludeSize { get; private set; }

    /// <summary>How often a list of users asks for the access token.</summary>
    public int TokenRequests { get; init; } = 1;

    public IReadOnlyList<UserMapping> Checked { get; private set; } = [];

    public IReadOnlyList<SourceUser> Users { get; init; } = [];

    public IReadOnlyList<ConnectionCheck> Checks { get; init; } = [];

    public List<VerificationRequest> Verifications { get; } = [];

    public IReadOnlyList<VerificationEvent> VerificationEvents { get; init; } = [];

    public Func<MigrationRequest, IMigrationObserver, CancellationToken, Task> Migrate { get; init; } = CompleteAllAsync;

    public static Task CompleteAllAsync(MigrationRequest request, IMigrationObserver observer, CancellationToken cancellationToken)
    {
        observer.OnEvent(new RunStarted(1, request.Users.Count));
        foreach (var user in request.Users)
        {
            observer.OnEvent(new MailboxStarted(user));
            observer.OnEvent(new ItemsMigrated(user, "Inbox", 3, 300));
            observer.OnEvent(Ended(user, "Completed", null));
        }

        observer.OnEvent(new RunEnded(new RunReport()));
        return Task.CompletedTask;
    }

    public static MailboxEnded Ended(UserMapping user, string state, Failure? failure) =>
        new(user, new MailboxReport { Mailbox = user.Source.Address, State = state, MigratedByLastRun = 3 }, failure);

    public override async Task ListUsersAsync(
        ExchangeConnection source, IReadOnlyList<string> prefixes, bool includeSize, Action<SourceUser> onUser, CancellationToken cancellationToken)
    {
        (Source, Prefixes, IncludeSize) = (source, prefixes, includeSize);
        for (var i = 0; i < TokenRequests && source.AccessToken is { } token; i++)
        {
            onUser(new SourceUser { PrimarySmtpAddress = await token(cancellationToken) });
        }

        await Tell(Users, onUser);
    }

    public override Task CheckAsync(
        ExchangeConnection? source,
        KerioConnection? destination,
        IReadOnlyList<UserMapping> users,
        Action<ConnectionCheck> onCheck,
        CancellationToken cancellationToken)
    {
        (Source, Destination, Checked) = (source, destination, users);
        return Tell(Checks, onCheck);
    }

    public override Task PlanAsync(MigrationRequest request, Action<PlanReport> onPlan, Action<FolderPlanReport> onFolder, CancellationToken cancellationToken)
    {
        Plans.Add(request);
        foreach (var user in request.Users)
        {
            onPlan(PlanReport.From(new MailboxPlan { User = user }));
        }

        return Task.CompletedTask;
    }

    public override Task MigrateAsync(MigrationRequest request, IMigrationObserver observer, CancellationToken cancellationToken)
    {
        Migrations.Add(request);
        return Migrate(request, observer, cancellationToken);
    }

    public override Task VerifyAsync(VerificationRequest request, Action<VerificationEvent> observer, CancellationToken cancellationToken)
    {
        Verifications.Add(request);
        return Tell(VerificationEvents, observer);
    }

    private static Task Tell<T>(IEnumerable<T> values, Action<T> listener)
    {
        foreach (var value in values)
        {
            listener(value);
        }

        return Task.CompletedTask;
    }
}
