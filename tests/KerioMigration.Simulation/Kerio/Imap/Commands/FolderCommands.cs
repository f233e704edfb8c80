using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Imap.Commands;

internal static class FolderCommands
{
    public static async Task<ImapReply> CreateAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        session.Tree!.Create(await NameAsync(reader, cancel), session.Options.CreatesSuperiors);
        return ImapReply.Ok("CREATE completed");
    }

    public static async Task<ImapReply> DeleteAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        session.Tree!.Delete(await NameAsync(reader, cancel));
        return ImapReply.Ok("DELETE completed");
    }

    public static async Task<ImapReply> RenameAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        session.Tree!.Rename(await NameAsync(reader, cancel), await NameAsync(reader, cancel));
        return ImapReply.Ok("RENAME completed");
    }

    public static Task<ImapReply> SubscribeAsync(ImapSession session, CommandReader reader, CancellationToken cancel) =>
        SetSubscribedAsync(session, reader, "SUBSCRIBE", true, cancel);

    public static Task<ImapReply> UnsubscribeAsync(ImapSession session, CommandReader reader, CancellationToken cancel) =>
        SetSubscribedAsync(session, reader, "UNSUBSCRIBE", false, cancel);

    public static async Task<ImapReply> StatusAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        reader.Expect(' ');
        var wireName = await reader.StringAsync(cancel);
        var folder = Existing(session, "STATUS", ImapSession.FolderName(wireName));
        reader.Expect(' ');
        reader.Expect('(');
        var messages = folder.Messages;
        var values = new List<string>();
        do
        {
            var item = reader.Atom().ToUpperInvariant();
            values.Add($"{item} {Value(item, folder, messages)}");
        }
        while (reader.Try(' '));
        reader.Expect(')');
        session.Wire.Write($"* STATUS {ImapText.Quote(wireName)} ({string.Join(' ', values)})\r\n");
        return ImapReply.Ok("STATUS completed");
    }

    /// <exception cref="ImapRefusalException">There is no such mail folder.</exception>
    public static KerioFolder Existing(ImapSession session, string command, string name, string code = "") =>
        session.Tree!.Find(name) ?? throw new ImapRefusalException($"{code}{command} Mailbox does not exist");

    private static long Value(string item, KerioFolder folder, IReadOnlyList<KerioMessage> messages) => item switch
    {
        "MESSAGES" => messages.Count,
        "RECENT" => messages.Count(m => m.IsRecent),
        "UIDNEXT" => folder.UidNext,
        "UIDVALIDITY" => folder.UidValidity,
        "UNSEEN" => messages.Count(m => !m.Flags.HasFlag(MessageFlags.Seen)),
        _ => throw new ImapSyntaxException($"STATUS Unknown item {item}"),
    };

    private static async Task<ImapReply> SetSubscribedAsync(
        ImapSession session, CommandReader reader, string command, bool value, CancellationToken cancel)
    {
        Existing(session, command, await NameAsync(reader, cancel)).IsSubscribed = value;
        return ImapReply.Ok($"{command} completed");
    }

    private static async Task<string> NameAsync(CommandReader reader, CancellationToken cancel)
    {
        reader.Expect(' ');
        return ImapSession.FolderName(await reader.StringAsync(cancel));
    }
}
