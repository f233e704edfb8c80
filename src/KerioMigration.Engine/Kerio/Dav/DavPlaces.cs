using System.Collections.Generic;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>Which address of a folder each item gets, and whose it is: two items of one UID cannot be in one folder (RFC 4791 5.3.2.1). Any thread.</summary>
/// <param name="claims">Which source item each resource belongs to, as far as this mailbox gave receipts.</param>
internal sealed class DavPlaces(DestinationFolder folder, DavIndex index, IDictionary<string, string> claims)
{
    private string Extension => folder.Kind == ItemKind.Contact ? ".vcf" : ".ics";

    /// <summary>Where its UID is, else a new address. False: another item has it.</summary>
    public bool Take(DavWrite write)
    {
        lock (index)
        {
            if (index.PathOf(write.Uid!) is { } there)
            {
                write.WasThere = true;
                write.Older = write.Item.Replaces is { } older && older.DestinationId == there ? older : null;
                return Claim(write, there);
            }

            return Claim(write, index.NewPath(folder.FullName, write.Uid!, Extension));
        }
    }

    /// <summary>False: another item has it.</summary>
    public bool MoveTo(DavWrite write, string path)
    {
        lock (index)
        {
            Release(write);
            return Claim(write, path);
        }
    }

    /// <summary>Something of another UID is at its address: in other letters that is the same to some servers.</summary>
    public void Rename(DavWrite write) => MoveTo(write, folder.FullName + DavPath.HashName(write.Uid!) + Extension);

    /// <summary>It is not there, as far as is known.</summary>
    public void Drop(DavWrite write)
    {
        lock (index)
        {
            Release(write);
        }
    }

    /// <summary>It is there, and not this item.</summary>
    public void Leave(DavWrite write)
    {
        lock (index)
        {
            claims.Remove(write.Path);
        }
    }

    private bool Claim(DavWrite write, string path)
    {
        write.Path = path;
        if (claims.TryGetValue(path, out var owner) && owner != write.Item.Source.Id)
        {
            return false;
        }

        index.Add(write.Uid, path);
        claims[path] = write.Item.Source.Id;
        return true;
    }

    private void Release(DavWrite write)
    {
        if (claims.TryGetValue(write.Path, out var owner) && owner == write.Item.Source.Id)
        {
            index.Remove(write.Path);
            claims.Remove(write.Path);
        }
    }
}
