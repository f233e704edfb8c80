using System;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;
using Polly;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>What all connections to one server share: its place, its pace, and whether it takes the master password. Safe from any thread.</summary>
internal sealed class ImapServer(ImapEndpoint endpoint, ServerPace pace, TimeProvider time) : IDisposable
{
    private readonly MasterGate gate = new();

    public ImapEndpoint Endpoint => endpoint;

    public TimeProvider Time => time;

    /// <summary>For everything that may be done again.</summary>
    public ResiliencePipeline Retry { get; } = RetryPipeline.Create(pace, time);

    /// <exception cref="MigrationException">No connection, or the sign-in was refused.</exception>
    public async Task<ImapConnection> ConnectAsync(ImapSignIn signIn, CancellationToken cancellationToken)
    {
        using var place = await pace.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var connection = signIn.IsMaster
                ? await gate.PassAsync(OpenAsync, cancellationToken).ConfigureAwait(false)
                : await OpenAsync().ConfigureAwait(false);
            pace.Succeeded();
            return connection;
        }
        catch (MigrationException e) when (e.Failure.Remedy == FailureRemedy.RetryAfter)
        {
            pace.SlowDown(e.Failure);
            throw;
        }

        Task<ImapConnection> OpenAsync() => ImapConnection.OpenAsync(endpoint, signIn, time, cancellationToken);
    }

    public void Dispose() => gate.Dispose();
}
