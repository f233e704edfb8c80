using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Tests.Interrupts;

/// <summary>One user's mailbox at both ends, new at the source and without an account at the destination.</summary>
internal abstract class TwoEnds : IConnectable
{
    public abstract UserMapping User { get; }

    /// <summary>The folder is made when it is not there.</summary>
    public abstract void Arrive(string folder, IReadOnlyList<Mail> mails);

    /// <summary>A user does this to a message that arrived before.</summary>
    public abstract void Change(MailChange change);

    public abstract Connections Connect();

    /// <summary>What the destination holds by folder, empty folders too, as <see cref="Mail.Print"/>, in no order. Seen past the engine.</summary>
    public abstract Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadAsync();
}

/// <summary>A user whose mailbox processes carry, one after the other.</summary>
internal interface IConnectable
{
    UserMapping User { get; }

    /// <summary>Both ends as a new process meets them; it is disposed when the process is over.</summary>
    Connections Connect();
}

/// <summary>The endpoints of one process, and what ends with it.</summary>
internal sealed class Connections(MigrationEndpoints endpoints, TimeProvider time, params object[] owned) : IAsyncDisposable
{
    public MigrationEndpoints Endpoints => endpoints;

    public TimeProvider Time => time;

    public async ValueTask DisposeAsync()
    {
        foreach (var thing in owned)
        {
            if (thing is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync();
            }
            else
            {
                ((IDisposable)thing).Dispose();
            }
        }
    }
}
