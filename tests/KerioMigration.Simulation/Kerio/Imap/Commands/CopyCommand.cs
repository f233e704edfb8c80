using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Imap.Commands;

/// <summary>COPY, and MOVE (RFC 6851) where it is switched on.</summary>
internal static class CopyCommand
{
    public static async Task<ImapReply> RunAsync(ImapSession session, CommandReader reader, bool byUid, CancellationToken cancel)
    {
        var (_, code) = await CopyAsync(session, reader, "COPY", byUid, cancel);
        var command = byUid ? "UID COPY" : "COPY";
        return ImapReply.Ok(code.Length > 0 ? $"[{code}] {command} completed" : $"{command} completed");
    }

    public static async Task<ImapReply> MoveAsync(ImapSession session, CommandReader reader, bool byUid, CancellationToken cancel)
    {
        var command = byUid ? "UID MOVE" : "MOVE";
        if (!session.Has(ImapFeatures.Move))
        {
            throw new ImapSyntaxException($"{command} Unknown command");
        }

        if (session.Selected!.IsReadOnly)
        {
            throw new ImapRefusalException($"{command} Mailbox is read-only");
        }

        var (moved, code) = await CopyAsync(session, reader, "MOVE", byUid, cancel);
        session.Wire.Write(code.Length > 0 ? $"* OK [{code}] Moved\r\n" : string.Empty);
        session.Selected.Folder.Expunge(moved);
        return ImapReply.Ok($"{command} completed");
    }

    private static async Task<(IReadOnlyList<KerioMessage> Messages, string Code)> CopyAsync(
        ImapSession session, CommandReader reader, string command, bool byUid, CancellationToken cancel)
    {
        reader.Expect(' ');
        var set = SequenceSet.Parse(reader.Atom());
        reader.Expect(' ');
        var target = FolderCommands.Existing(session, command, ImapSession.FolderName(await reader.StringAsync(cancel)), "[TRYCREATE] ");
        reader.ExpectEnd();
        var messages = session.Selected!.Find(set, byUid).Select(m => m.Message).Where(m => !m.IsExpunged).ToArray();
        if (!session.User!.HasRoomFor(messages.Length, messages.Sum(m => (long)m.Bytes.Length)))
        {
            throw new ImapRefusalException(session.Options.QuotaText);
        }

        var copies = target.Append(messages.Select(m => new NewMessage(m.Bytes, m.Flags, m.InternalDate)).ToArray());
        var from = SequenceSet.Format(messages.Select(m => m.Uid).ToArray());
        var to = SequenceSet.Format(copies.Select(m => m.Uid).ToArray());
        return (messages, copies.Count > 0 && session.Has(ImapFeatures.UidPlus) ? $"COPYUID {target.UidValidity} {from} {to}" : string.Empty);
    }
}
