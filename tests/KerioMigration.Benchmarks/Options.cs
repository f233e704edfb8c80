using System;
using System.Collections.Generic;
using System.Globalization;

namespace KerioMigration.Benchmarks;

/// <summary>A command and its <c>--name value</c> pairs; a name without a value is a flag that is set.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    public Options(string[] args)
    {
        Command = args.Length > 0 ? args[0] : "";
        for (var i = 1; i < args.Length; i++)
        {
            var isFlag = i + 1 == args.Length || args[i + 1].StartsWith("--", StringComparison.Ordinal);
            values[args[i].TrimStart('-')] = isFlag ? bool.TrueString : args[++i];
        }
    }

    public string Command { get; }

    public int Items => Number("items", 50_800);

    public string? Text(string name) => values.GetValueOrDefault(name);

    public string Required(string name) => Text(name) ?? throw new ArgumentException($"--{name} is missing.");

    public int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public bool Flag(string name, bool otherwise) => Text(name) is { } text ? bool.Parse(text) : otherwise;
}
