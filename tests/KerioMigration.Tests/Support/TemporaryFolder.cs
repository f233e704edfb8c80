using System;
using System.IO;

namespace KerioMigration.Tests.Support;

/// <summary>A new folder that goes away with everything in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => FullName = Directory.CreateTempSubdirectory("KerioMigration-").FullName;

    public string FullName { get; }

    public string File(string name) => Path.Combine(FullName, name);

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
