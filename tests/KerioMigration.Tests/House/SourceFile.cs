using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using KerioMigration.Tests.Support;

namespace KerioMigration.Tests.House;

/// <summary>A source file of the repository, read as text.</summary>
internal sealed record SourceFile(string Path, IReadOnlyList<string> Lines)
{
    /// <summary>Below the repository root, with forward slashes.</summary>
    public string Folder => Path[..Path.LastIndexOf('/')];

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string? Namespace => Lines.Where(l => l.StartsWith("namespace ", StringComparison.Ordinal)).Select(l => l[10..].TrimEnd(';')).FirstOrDefault();

    /// <summary>The namespaces and types that its using lines name.</summary>
    public IEnumerable<string> Usings => Lines
        .Where(l => l.StartsWith("using ", StringComparison.Ordinal) && l.EndsWith(';'))
        .Select(l => l[6..^1].Split('=')[^1].Trim())
        .Select(l => l.StartsWith("static ", StringComparison.Ordinal) ? l[7..] : l);

    /// <summary>All files below a folder of the repository, without what the compiler generates.</summary>
    public static IReadOnlyList<SourceFile> Below(string folder) =>
    [
        .. Directory.EnumerateFiles(System.IO.Path.Combine(TestPaths.RepositoryRoot, folder), "*.cs", SearchOption.AllDirectories)
            .Select(f => System.IO.Path.GetRelativePath(TestPaths.RepositoryRoot, f).Replace('\\', '/'))
            .Where(f => !f.Split('/').Any(p => p is "obj" or "bin"))
            .Order(StringComparer.Ordinal)
            .Select(f => new SourceFile(f, File.ReadAllLines(System.IO.Path.Combine(TestPaths.RepositoryRoot, f)))),
    ];

    public override string ToString() => Path;
}
