using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace KerioMigration.Tests.Support;

/// <summary>Where the repository and the material beside it are; nothing depends on the current directory.</summary>
public static class TestPaths
{
    public static string RepositoryRoot { get; } = typeof(TestPaths).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>The folder <c>shared</c> beside the repository root: real messages, recordings, schemas; absent on a bare clone.</summary>
    public static string SharedFolder { get; } = Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared"));

    /// <summary>In CI nothing may be skipped quietly: what a test needs has to be there.</summary>
    public static bool IsContinuousIntegration { get; } =
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    public static string Shared(string relativePath) => Path.Combine(SharedFolder, relativePath.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Debian's own Python: the one that Debian's packages put their modules in, whatever else PATH has under that name.</summary>
    public static string Python => "/usr/bin/python3";

    public static bool HasPythonModule(string name) => File.Exists(Python) && Directory.Exists(Path.Combine("/usr/lib/python3/dist-packages", name));

    /// <summary>The full path of a program on PATH, or null.</summary>
    public static string? FindProgram(string name) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Append("/usr/sbin")
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
