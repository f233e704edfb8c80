using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Imap.Commands;

internal static class StoreCommand
{
    public static Task<ImapReply> RunAsync(ImapSession session, CommandReader reader, bool byUid, CancellationToken cancel)
    {
        reader.Expect(' ');
        var set = SequenceSet.Parse(reader.Atom());
        reader.Expect(' ');
        var item = reader.Atom().ToUpperInvariant();
        reader.Expect(' ');
        var flags = FlagNames.Parse(FlagNames.Read(reader));
        reader.ExpectEnd();
        var selected = session.Selected!;
        if (selected.IsReadOnly)
        {
            throw new ImapRefusalException("STORE Mailbox is read-only");
        }

        var isSilent = item.EndsWith(".SILENT", System.StringComparison.Ordinal);
        foreach (var (number, message) in selected.Find(set, byUid))
        {
            selected.Folder.SetFlags(message, old => Change(isSilent ? item[..^7] : item, old, flags));
            if (!isSilent)
            {
                var uid = byUid ? $"UID {message.Uid} " : string.Empty;
                session.Wire.Write($"* {number} FETCH ({uid}FLAGS ({FlagNames.Format(message.Flags, selected.IsRecent(message))}))\r\n");
            }
        }

        return Task.FromResult(ImapReply.Ok(byUid ? "UID STORE completed" : "STORE completed"));
    }

    private static MessageFlags Change(string item, MessageFlags old, MessageFlags flags) => item switch
    {
        "FLAGS" => flags,
        "+FLAGS" => old | flags,
        "-FLAGS" => old & ~flags,
        _ => throw new ImapSyntaxException($"STORE Unknown item {item}"),
    };
}
