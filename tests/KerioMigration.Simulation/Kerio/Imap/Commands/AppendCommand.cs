using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.Imap.Mime;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Imap.Commands;

/// <summary>
/// APPEND of one message, or of several with MULTIAPPEND (RFC 3502): all or none. A refusal is told instead of a continuation where
/// the client waits for one; else after everything it sends anyway.
/// </summary>
internal static class AppendCommand
{
    public static async Task<ImapReply> RunAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        reader.Expect(' ');
        var name = ImapSession.FolderName(await reader.StringAsync(cancel));
        var folder = FolderCommands.Existing(session, "APPEND", name, "[TRYCREATE] ");
        var messages = new List<NewMessage>();
        long total = 0;
        do
        {
            reader.Expect(' ');
            var message = await MessageAsync(session, reader, total, messages.Count, cancel);
            Inspect(session, folder, message);
            messages.Add(message);
            total += message.Bytes.Length;
        }
        while (reader.Is(' ') && session.Has(ImapFeatures.MultiAppend));
        reader.ExpectEnd();
        var stored = folder.Append(messages);
        if (session.Server.Faults.Next("Stored", session.User!.Address, folder.Path) is { Action: FaultAction.NewUidValidity })
        {
            folder.Renumber();
            throw new ConnectionFaultException();
        }

        var code = session.Has(ImapFeatures.UidPlus)
            ? $"[APPENDUID {folder.UidValidity} {SequenceSet.Format(stored.Select(m => m.Uid).ToArray())}] " : string.Empty;
        return ImapReply.Ok($"{code}APPEND completed");
    }

    private static async Task<NewMessage> MessageAsync(
        ImapSession session, CommandReader reader, long before, int count, CancellationToken cancel)
    {
        var flags = MessageFlags.None;
        if (reader.Is('('))
        {
            flags = FlagNames.Parse(FlagNames.Read(reader));
            reader.Expect(' ');
        }

        var date = session.Options.TimeProvider.GetLocalNow();
        if (reader.Is('"'))
        {
            date = InternalDate.Parse(await reader.StringAsync(cancel), session.Options.DateRefusal)
                ?? throw new ImapRefusalException("APPEND Malformed date parameter");
            reader.Expect(' ');
        }

        return new NewMessage(await BytesAsync(session, reader, before, count, cancel), flags, date);
    }

    private static async Task<byte[]> BytesAsync(ImapSession session, CommandReader reader, long before, int count, CancellationToken cancel)
    {
        // The refusals come before the literal is read; the reader still stands before it and can skip it.
        var size = reader.PeekLiteralSize();
        if (size > session.Options.MaxAppendSize)
        {
            throw new ImapRefusalException("APPEND Message is too large");
        }

        if (!session.User!.HasRoomFor(count + 1, before + size))
        {
            throw new ImapRefusalException(session.Options.QuotaText);
        }

        var header = reader.LiteralSize();
        if (header.IsSynchronizing)
        {
            await reader.ContinueAsync(cancel);
        }

        var bytes = GC.AllocateUninitializedArray<byte>(checked((int)header.Size));
        await session.Wire.ReadExactAsync(bytes, cancel);
        await reader.NextLineAsync(cancel);
        return bytes;
    }

    /// <summary>The fault plan may refuse single messages: moment <c>Message</c>, target the folder or the Message-ID.</summary>
    private static void Inspect(ImapSession session, KerioFolder folder, NewMessage message)
    {
        if (session.Server.Faults.IsEmpty)
        {
            return;
        }

        var id = MimePart.Parse(message.Bytes).Field("Message-ID")?.Trim();
        switch (session.Server.Faults.Next("Message", session.User!.Address, folder.Path, id))
        {
            case { Action: FaultAction.Reset }:
                throw new ConnectionFaultException();
            case { Action: FaultAction.Bad } fault:
                throw new ImapSyntaxException(fault.Text ?? "APPEND Invalid message");
            case { } fault:
                throw new ImapRefusalException(fault.Text ?? "APPEND Message refused");
        }
    }
}
