using System;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Http;

/// <summary>
/// A readable record of requests and answers in one file, for support. Secrets never reach it: the door leaves out the headers that
/// prove who we are, and each protocol passes bodies only after taking out what it knows to be secret. Safe from any thread.
/// </summary>
public sealed class WireLog : IDisposable
{
    private readonly TextWriter writer;
    private readonly TimeProvider time;
    private readonly object gate = new();
    private int exchanges;

    /// <exception cref="MigrationException"><see cref="Reason.InvalidInput"/>: it cannot be written, or another run has it open.</exception>
    public WireLog(string path, TimeProvider time)
        : this(Open(path), time)
    {
    }

    internal WireLog(TextWriter writer, TimeProvider time)
    {
        this.writer = writer;
        this.time = time;
    }

    /// <summary>The number under which a request and its answer stand.</summary>
    public int NextExchange() => Interlocked.Increment(ref exchanges);

    public void Line(int exchange, string text) => Write($"{Stamp()} #{exchange} {text}");

    public void Body(int exchange, string redacted) => Write($"{Stamp()} #{exchange} body ({redacted.Length}):{Environment.NewLine}{redacted}");

    public void Dispose()
    {
        lock (gate)
        {
            writer.Dispose();
        }
    }

    private static StreamWriter Open(string path)
    {
        try
        {
            // Mail of others may stand in it (subjects, addresses): a new file is its owner's alone.
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var file = File.Exists(path)
                ? new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read)
                : OwnerOnlyFile.Create(path);
            return new StreamWriter(file, new UTF8Encoding(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(
                new Failure(
                    FailureScope.Run,
                    FailureRemedy.None,
                    Reason.InvalidInput,
                    $"The wire log {path} cannot be written ({e.Message}). Give another -WireLogPath, one for each command that runs."),
                e);
        }
    }

    private void Write(string text)
    {
        lock (gate)
        {
            writer.WriteLine(text);
            writer.Flush();
        }
    }

    private string Stamp() => time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
