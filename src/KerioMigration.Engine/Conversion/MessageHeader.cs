using System;

namespace KerioMigration.Engine.Conversion;

public static class MessageHeader
{
    public static string? ReadMessageId(ReadOnlySpan<byte> head) => null;
}
