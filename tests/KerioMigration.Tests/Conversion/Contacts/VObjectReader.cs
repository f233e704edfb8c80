using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using KerioMigration.Tests.Support;

namespace KerioMigration.Tests.Conversion.Contacts;

/// <summary>vobject, a reader of vCards that we did not write: one process for all the cards of a test class, started by the first.</summary>
public sealed class VObjectReader : IDisposable
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private Process? process;

    public IReadOnlyList<CardProperty> Read(string card)
    {
        process ??= Start();
        process.StandardInput.WriteLine(JsonSerializer.Serialize(card));
        process.StandardInput.Flush();
        return process.StandardOutput.ReadLine() is { } line ? JsonSerializer.Deserialize<CardProperty[]>(line, Options)! : throw Refused(process);
    }

    public void Dispose()
    {
        if (process is not null)
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }
    }

    // It ends at a card that it cannot read; the next card gets another.
    private InvalidOperationException Refused(Process ended)
    {
        process = null;
        using (ended)
        {
            return new InvalidOperationException(ended.StandardError.ReadToEnd());
        }
    }

    private static Process Start() => Process.Start(new ProcessStartInfo(TestPaths.Python)
    {
        ArgumentList = { Path.Combine(TestPaths.RepositoryRoot, "tests", "KerioMigration.Tests", "Conversion", "Contacts", "read_vcards.py") },
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new UTF8Encoding(false),
        StandardOutputEncoding = Encoding.UTF8,
    })!;
}

/// <summary>One property as vobject understood it.</summary>
/// <param name="Value">Its parts in order: one of most, several of N, ADR, ORG, CATEGORIES.</param>
public sealed record CardProperty(string Name, IReadOnlyList<string> Types, IReadOnlyList<JsonElement> Value)
{
    public string Text => string.Join('|', Parts);

    public IEnumerable<string?> Parts => Value.Select(v => v.GetString());
}
