using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Simulation.Kerio.Imap.Commands;

internal static class SearchCommand
{
    public static async Task<ImapReply> RunAsync(ImapSession session, CommandReader reader, bool byUid, CancellationToken cancel)
    {
        reader.Expect(' ');
        if (reader.Rest.StartsWith("CHARSET ", StringComparison.OrdinalIgnoreCase))
        {
            await ReadCharsetAsync(reader, cancel);
        }

        var selected = session.Selected!;
        var test = await new SearchKeys(selected, reader).AllAsync(cancel);
        reader.ExpectEnd();
        var line = new StringBuilder("* SEARCH");
        for (var i = 0; i < selected.Count; i++)
        {
            var message = selected.Messages[i];
            if (test(i + 1, message))
            {
                line.Append(' ').Append(byUid ? message.Uid : (uint)i + 1);
            }
        }

        session.Wire.Write(line.Append("\r\n").ToString());
        return ImapReply.Ok(byUid ? "UID SEARCH completed" : "SEARCH completed");
    }

    private static async Task ReadCharsetAsync(CommandReader reader, CancellationToken cancel)
    {
        reader.Atom();
        reader.Expect(' ');
        var charset = (await reader.StringAsync(cancel)).ToUpperInvariant();
        reader.Expect(' ');
        if (charset is not ("UTF-8" or "US-ASCII"))
        {
            throw new ImapRefusalException("[BADCHARSET (UTF-8 US-ASCII)] SEARCH Unknown charset");
        }
    }
}
