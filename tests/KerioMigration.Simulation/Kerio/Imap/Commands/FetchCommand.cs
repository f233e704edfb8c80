using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.Imap.Mime;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Imap.Commands;

internal static class FetchCommand
{
    public static async Task<ImapReply> RunAsync(ImapSession session, CommandReader reader, bool byUid, CancellationToken cancel)
    {
        reader.Expect(' ');
        var set = SequenceSet.Parse(reader.Atom());
        reader.Expect(' ');
        var items = FetchItem.Read(reader);
        reader.ExpectEnd();
        if (byUid && !items.Exists(i => i.Name == "UID"))
        {
            items.Insert(0, new FetchItem("UID"));
        }

        var told = false;
        foreach (var (number, message) in session.Selected!.Find(set, byUid))
        {
            await TellAsync(session, number, message, items, cancel);
            if (!told && session.Options.UnsolicitedExists)
            {
                session.Selected.TellExists(session.Wire);
                told = true;
            }
        }

        return ImapReply.Ok(byUid ? "UID FETCH completed" : "FETCH completed");
    }

    private static async Task TellAsync(
        ImapSession session, int number, KerioMessage message, List<FetchItem> items, CancellationToken cancel)
    {
        var selected = session.Selected!;
        if (items.Exists(i => i.SetsSeen) && !selected.IsReadOnly && !message.Flags.HasFlag(MessageFlags.Seen))
        {
            selected.Folder.SetFlags(message, f => f | MessageFlags.Seen);
            items = [.. items.Where(i => i.Name != "FLAGS"), new FetchItem("FLAGS")];
        }

        session.Wire.Write($"* {number} FETCH (");
        for (var i = 0; i < items.Count; i++)
        {
            session.Wire.Write(i == 0 ? items[i].Name + " " : " " + items[i].Name + " ");
            await ValueAsync(session, items[i], message, cancel);
        }

        session.Wire.Write(")\r\n");
    }

    private static async Task ValueAsync(ImapSession session, FetchItem item, KerioMessage message, CancellationToken cancel)
    {
        if (item.Section is null)
        {
            session.Wire.Write(Text(session, item.Name, message));
            return;
        }

        if (item.Section.Of(message.Bytes) is not { } bytes)
        {
            session.Wire.Write("NIL");
            return;
        }

        if (item.Length is { } length)
        {
            var from = Math.Min(item.Offset, bytes.Length);
            bytes = bytes.Slice(from, Math.Min(length, bytes.Length - from));
        }

        session.Wire.Write($"{{{bytes.Length}}}\r\n");
        await session.Wire.WriteAsync(bytes, cancel);
    }

    private static string Text(ImapSession session, string name, KerioMessage message) => name switch
    {
        "UID" => $"{message.Uid}",
        "FLAGS" => $"({FlagNames.Format(message.Flags, session.Selected!.IsRecent(message))})",
        "INTERNALDATE" => $"\"{InternalDate.Format(message.InternalDate)}\"",
        "RFC822.SIZE" => $"{message.Bytes.Length}",
        "ENVELOPE" => Envelope.Format(MimePart.Parse(message.Bytes)),
        "BODYSTRUCTURE" => BodyStructure.Format(MimePart.Parse(message.Bytes), extended: true),
        _ => BodyStructure.Format(MimePart.Parse(message.Bytes), extended: false),
    };
}
