using System;

namespace KerioMigration.Simulation.Kerio.Store;

/// <summary>One stored message: the bytes exactly as they arrived.</summary>
public sealed class KerioMessage
{
    internal KerioMessage(uint uid, ReadOnlyMemory<byte> bytes, MessageFlags flags, DateTimeOffset internalDate)
    {
        Uid = uid;
        Bytes = bytes;
        Flags = flags;
        InternalDate = internalDate;
    }

    public uint Uid { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    public MessageFlags Flags { get; internal set; }

    public DateTimeOffset InternalDate { get; }

    /// <summary>No session has seen it yet (RFC 3501, 2.3.2).</summary>
    internal bool IsRecent { get; set; } = true;

    internal bool IsExpunged { get; set; }
}
