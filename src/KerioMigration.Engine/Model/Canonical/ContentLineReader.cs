using System.Collections.Generic;
using System.IO;

namespace KerioMigration.Engine.Model.Canonical;

/// <summary>A component as it was written.</summary>
internal sealed record WrittenComponent(string Name)
{
    public List<ContentLine> Lines { get; } = [];

    public List<WrittenComponent> Components { get; } = [];
}

/// <summary>Reads components from text. Lenient: nothing is refused, so that nothing hides.</summary>
internal static class ContentLineReader
{
    // Deeper than any real one; whoever nests more gets it flat.
    private const int MaxDepth = 16;

    /// <returns>A nameless component around everything.</returns>
    public static WrittenComponent Read(TextReader text)
    {
        var open = new Stack<WrittenComponent>();
        open.Push(new WrittenComponent(""));
        var lines = new UnfoldedLines(text);
        while (lines.Read() is { } line)
        {
            Add(open, line);
        }

        while (open.Count > 1)
        {
            open.Pop();
        }

        return open.Pop();
    }

    private static void Add(Stack<WrittenComponent> open, ContentLine line)
    {
        var name = line.Value.Trim().ToUpperInvariant();
        if (line.Name == "BEGIN" && open.Count <= MaxDepth)
        {
            var component = new WrittenComponent(name);
            open.Peek().Components.Add(component);
            open.Push(component);
        }
        else if (line.Name == "END" && open.Count > 1 && open.Peek().Name == name)
        {
            open.Pop();
        }
        else
        {
            open.Peek().Lines.Add(line);
        }
    }
}
