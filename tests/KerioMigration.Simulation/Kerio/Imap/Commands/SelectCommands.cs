using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Imap.Commands;

internal static class SelectCommands
{
    public static Task<ImapReply> SelectAsync(ImapSession session, CommandReader reader, CancellationToken cancel) =>
        OpenAsync(session, reader, "SELECT", false, cancel);

    public static Task<ImapReply> ExamineAsync(ImapSession session, CommandReader reader, CancellationToken cancel) =>
        OpenAsync(session, reader, "EXAMINE", true, cancel);

    public static Task<ImapReply> CheckAsync(ImapSession session, CommandReader reader, CancellationToken cancel) =>
        Task.FromResult(ImapReply.Ok("CHECK completed"));

    public static Task<ImapReply> CloseAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        var selected = session.Selected!;
        if (!selected.IsReadOnly)
        {
            selected.Folder.Expunge(selected.Deleted());
        }

        session.Selected = null;
        return Task.FromResult(ImapReply.Ok("CLOSE completed"));
    }

    public static Task<ImapReply> ExpungeAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        Expunge(session, session.Selected!.Deleted());
        return Task.FromResult(ImapReply.Ok("EXPUNGE completed"));
    }

    /// <summary>Only these of the deleted messages (RFC 4315).</summary>
    public static Task<ImapReply> UidExpungeAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        if (!session.Has(ImapFeatures.UidPlus))
        {
            throw new ImapSyntaxException("UID EXPUNGE Unknown command");
        }

        reader.Expect(' ');
        var set = SequenceSet.Parse(reader.Atom());
        var selected = session.Selected!;
        Expunge(session, selected.Deleted().Where(m => set.Contains(m.Uid, selected.LastUid)));
        return Task.FromResult(ImapReply.Ok("UID EXPUNGE completed"));
    }

    private static void Expunge(ImapSession session, IEnumerable<KerioMessage> messages)
    {
        if (session.Selected!.IsReadOnly)
        {
            throw new ImapRefusalException("EXPUNGE Mailbox is read-only");
        }

        session.Selected.Folder.Expunge(messages);
    }

    private static async Task<ImapReply> OpenAsync(
        ImapSession session, CommandReader reader, string command, bool readOnly, CancellationToken cancel)
    {
        reader.Expect(' ');
        var name = ImapSession.FolderName(await reader.StringAsync(cancel));
        session.Selected = null;
        var selected = new SelectedFolder(FolderCommands.Existing(session, command, name), readOnly);
        session.Selected = selected;
        var unseen = selected.Messages.TakeWhile(m => m.Flags.HasFlag(MessageFlags.Seen)).Count();
        session.Wire.Write($"* FLAGS ({FlagNames.All})\r\n");
        selected.TellExists(session.Wire);
        if (unseen < selected.Count)
        {
            session.Wire.Write($"* OK [UNSEEN {unseen + 1}] Message {unseen + 1} is first unseen\r\n");
        }

        session.Wire.Write($"* OK [UIDVALIDITY {selected.Folder.UidValidity}] UIDs valid\r\n");
        session.Wire.Write($"* OK [UIDNEXT {selected.Folder.UidNext}] Predicted next UID\r\n");
        session.Wire.Write($"* OK [PERMANENTFLAGS ({(readOnly ? string.Empty : FlagNames.All)})] Permanent flags\r\n");
        return ImapReply.Ok($"[READ-{(readOnly ? "ONLY" : "WRITE")}] {command} completed");
    }
}
