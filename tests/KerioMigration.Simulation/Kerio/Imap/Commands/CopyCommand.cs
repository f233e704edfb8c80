using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Imap.Commands;

internal static class CopyCommand
{
    public static async Task<ImapReply> RunAsync(ImapSession session, CommandReader reader, bool byUid, CancellationToken cancel)
    {
        reader.Expect(' ');
        var set = SequenceSet.Parse(reader.Atom());
        reader.Expect(' ');
        var target = FolderCommands.Existing(session, "COPY", ImapSession.FolderName(await reader.StringAsync(cancel)), "[TRYCREATE] ");
        reader.ExpectEnd();
        var messages = session.Selected!.Find(set, byUid).Select(m => m.Message).Where(m => !m.IsExpunged).ToArray();
        if (!session.User!.HasRoomFor(messages.Length, messages.Sum(m => (long)m.Bytes.Length)))
        {
            throw new ImapRefusalException(session.Options.QuotaText);
        }

        var command = byUid ? "UID COPY" : "COPY";
        var copies = target.Append(messages.Select(m => new NewMessage(m.Bytes, m.Flags, m.InternalDate)).ToArray());
        var from = SequenceSet.Format(messages.Select(m => m.Uid).ToArray());
        var to = SequenceSet.Format(copies.Select(m => m.Uid).ToArray());
        return ImapReply.Ok(copies.Count > 0 && session.Has(ImapFeatures.UidPlus)
            ? $"[COPYUID {target.UidValidity} {from} {to}] {command} completed" : $"{command} completed");
    }
}
