using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Imap.Commands;

/// <summary>LIST with the selection and return options of RFC 5258 and RFC 6154 that clients send, and LSUB.</summary>
internal static class ListCommands
{
    public static async Task<ImapReply> ListAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        reader.Expect(' ');
        var selection = reader.Is('(') ? Options(session, reader) : [];
        var reference = await reader.StringAsync(cancel);
        reader.Expect(' ');
        var patterns = await PatternsAsync(reader, cancel);
        if (reader.Try(' '))
        {
            reader.Atom();
            reader.Expect(' ');
            Options(session, reader);
        }

        reader.ExpectEnd();
        if (patterns is [""])
        {
            session.Wire.Write("* LIST (\\Noselect) \"/\" \"\"\r\n");
            return ImapReply.Ok("LIST completed");
        }

        Tell(session, "LIST", patterns.Select(p => Matcher(reference + p)).ToArray(), selection);
        return ImapReply.Ok("LIST completed");
    }

    public static async Task<ImapReply> LsubAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        reader.Expect(' ');
        var reference = await reader.StringAsync(cancel);
        reader.Expect(' ');
        var pattern = Matcher(reference + await reader.StringAsync(cancel));
        Tell(session, "LSUB", [pattern], ["SUBSCRIBED"]);
        return ImapReply.Ok("LSUB completed");
    }

    private static void Tell(ImapSession session, string command, Regex[] patterns, List<string> selection)
    {
        var lines = new List<string>();
        foreach (var (path, folder) in session.Tree!.All().Where(f => patterns.Any(p => p.IsMatch(f.Path))))
        {
            if ((!selection.Contains("SUBSCRIBED") || folder.IsSubscribed) && (!selection.Contains("SPECIAL-USE") || folder.Use != SpecialUse.None))
            {
                lines.Add(Line(command, Attribute(session, folder), path));
            }
        }

        var root = session.Tree.PublicRoot;
        if (selection.Count == 0 && patterns.Any(p => p.IsMatch(root)))
        {
            lines.Add(Line(command, "\\Noselect", root));
        }

        for (var i = 0; i < lines.Count; i++)
        {
            session.Wire.Write(lines[i]);
            if (i == 1 && session.Options.UnsolicitedExists)
            {
                session.Selected?.TellExists(session.Wire);
            }
        }
    }

    private static string Line(string command, string attribute, string path) =>
        $"* {command} ({attribute}) \"/\" {ImapText.Quote(ModifiedUtf7.Encode(path))}\r\n";

    private static string Attribute(ImapSession session, KerioFolder folder) =>
        folder.Use == SpecialUse.None || !session.Has(ImapFeatures.SpecialUse) ? string.Empty : "\\" + folder.Use;

    private static List<string> Options(ImapSession session, CommandReader reader)
    {
        if (!session.Has(ImapFeatures.SpecialUse))
        {
            throw new ImapSyntaxException("LIST Invalid parameters");
        }

        reader.Expect('(');
        var options = new List<string>();
        while (!reader.Is(')'))
        {
            options.Add(reader.Atom().ToUpperInvariant());
            reader.Try(' ');
        }

        reader.Expect(')');
        reader.Try(' ');
        return options;
    }

    private static async Task<List<string>> PatternsAsync(CommandReader reader, CancellationToken cancel)
    {
        if (!reader.Try('('))
        {
            return [await reader.StringAsync(cancel)];
        }

        var patterns = new List<string>();
        do
        {
            patterns.Add(await reader.StringAsync(cancel));
        }
        while (reader.Try(' '));
        reader.Expect(')');
        return patterns;
    }

    /// <summary><c>*</c> goes over levels, <c>%</c> stays in one (RFC 3501, 6.3.8). INBOX has no case.</summary>
    private static Regex Matcher(string wirePattern)
    {
        var pattern = Regex.Escape(ModifiedUtf7.Decode(wirePattern))
            .Replace("\\*", ".*", StringComparison.Ordinal).Replace("%", "[^/]*", StringComparison.Ordinal);
        pattern = Regex.Replace(pattern, "^inbox(?=$|/)", "INBOX", RegexOptions.IgnoreCase);
        return new Regex($"\\A{pattern}\\z", RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }
}
