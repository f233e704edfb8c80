using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>
/// Which UIDs a folder holds and where: read once before its first write and kept up since. So a UID is never written twice, whatever the
/// server makes of preconditions. One thread at a time.
/// </summary>
internal sealed class DavIndex
{
    private readonly Dictionary<string, string> paths = new(StringComparer.Ordinal);
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public DavIndex(IEnumerable<DestinationItem> items)
    {
        foreach (var item in items)
        {
            Add(item.Key.MessageId, item.DestinationId);
        }
    }

    public string? PathOf(string uid) => paths.TryGetValue(uid, out var path) ? path : null;

    /// <summary>An address for a new resource that nothing has.</summary>
    public string NewPath(string collection, string uid, string extension)
    {
        string[] names = [DavPath.ResourceName(uid, extension), DavPath.HashName(uid) + extension, Guid.NewGuid().ToString("N") + extension];
        return names.Select(n => collection + n).First(p => !taken.Contains(p));
    }

    /// <summary>The addresses of all that is there. Any thread.</summary>
    public IReadOnlyList<string> ReadPaths()
    {
        lock (this)
        {
            return [.. taken];
        }
    }

    public void Add(string? uid, string path)
    {
        taken.Add(path);
        if (uid is not null && !paths.ContainsKey(uid))
        {
            paths.Add(uid, path);
        }
    }

    public void Remove(string path)
    {
        taken.Remove(path);
        foreach (var uid in paths.Where(p => p.Value == path).Select(p => p.Key).ToList())
        {
            paths.Remove(uid);
        }
    }
}
