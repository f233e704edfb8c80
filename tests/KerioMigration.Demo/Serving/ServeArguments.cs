using System;

namespace KerioMigration.Demo.Serving;

/// <summary>The command line of <c>serve</c>.</summary>
internal sealed record ServeArguments
{
    public const string Usage = """
        serve [--seed NAME] [--faults FILE] [--dovecot]
          --seed NAME    demo (default), tiny, kemt, huge, or a folder of messages
          --faults FILE  a JSON array of faults, e.g. [{"on":"APPEND","action":"No","from":3,"text":"full"}]; both servers look into it
          --dovecot      a real Dovecot keeps the mail, behind the same front
        """;

    public string Seed { get; init; } = "demo";

    public string? Faults { get; init; }

    public bool Dovecot { get; init; }

    /// <exception cref="ArgumentException">An argument is unknown or lacks its value.</exception>
    public static ServeArguments Parse(ReadOnlySpan<string> arguments)
    {
        var parsed = new ServeArguments();
        while (!arguments.IsEmpty)
        {
            (parsed, var taken) = arguments switch
            {
                ["--seed", var name, ..] => (parsed with { Seed = name }, 2),
                ["--faults", var file, ..] => (parsed with { Faults = file }, 2),
                ["--dovecot", ..] => (parsed with { Dovecot = true }, 1),
                _ => throw new ArgumentException($"Not understood: {arguments[0]}"),
            };
            arguments = arguments[taken..];
        }

        return parsed;
    }
}
