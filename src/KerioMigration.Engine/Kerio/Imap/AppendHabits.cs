using System.Threading;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>What a server was seen to do with APPEND, shared by the connections into one mailbox. Safe from any thread.</summary>
internal sealed class AppendHabits
{
    /// <summary>So many refused dates and none taken: this server takes none at all.</summary>
    private const int RefusalsForRule = 3;

    private int refusedDates;
    private volatile bool takesDates;
    private volatile bool synchronize;

    public MessageFlags KeptFlags { get; init; }

    /// <summary>In bytes; null when the server does not say.</summary>
    public long? MaxItemSize { get; init; }

    /// <summary>
    /// Whether this server takes dates is not known yet. The first message goes alone and behind a synchronizing literal, so that a
    /// refusal comes before the bytes.
    /// </summary>
    public bool NeedsTrial => !takesDates && !DropsDates;

    /// <summary>Dates are not sent any more.</summary>
    public bool DropsDates => !takesDates && Volatile.Read(ref refusedDates) >= RefusalsForRule;

    /// <summary>
    /// The server once answered BAD to a command whose literal followed unasked: what it made of the literal's bytes nobody knows, so it is
    /// asked before each literal from now on.
    /// </summary>
    public bool Synchronize => synchronize;

    public void DateTaken() => takesDates = true;

    public void DateRefused() => Interlocked.Increment(ref refusedDates);

    public void Misunderstood() => synchronize = true;
}
