using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Text.Json;

namespace KerioMigration.Tests.Support;

/// <summary>A script around a Python reader that we did not write: one process, started by the first question, a line of JSON each way.</summary>
/// <param name="script">Below the folder of these tests.</param>
public sealed class PythonReader(string script) : IDisposable
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private Process? process;

    public T Read<T>(object question)
    {
        process ??= Start(Path.Combine(TestPaths.RepositoryRoot, "tests", "KerioMigration.Tests", script));
        process.StandardInput.WriteLine(JsonSerializer.Serialize(question, Options));
        process.StandardInput.Flush();
        return process.StandardOutput.ReadLine() is { } line ? JsonSerializer.Deserialize<T>(line, Options)! : throw Refused(process);
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

    // It ends at what it cannot read; the next question gets another.
    private InvalidOperationException Refused(Process ended)
    {
        process = null;
        using (ended)
        {
            return new InvalidOperationException(ended.StandardError.ReadToEnd());
        }
    }

    private static Process Start(string path) => Process.Start(new ProcessStartInfo(TestPaths.Python)
    {
        ArgumentList = { path },
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new UTF8Encoding(false),
        StandardOutputEncoding = Encoding.UTF8,
    })!;
}
