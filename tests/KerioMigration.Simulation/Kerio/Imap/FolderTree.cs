using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary>What one user sees over IMAP: the mail folders of the own mailbox, and the public tree of the domain below its root.</summary>
internal sealed class FolderTree(KerioUser user, string publicRoot)
{
    private readonly string publicPrefix = publicRoot + "/";

    public string PublicRoot { get; } = publicRoot;

    public IEnumerable<(string Path, KerioFolder Folder)> All() => user.Mailbox.Folders.Where(IsMail).Select(f => (f.Path, f))
        .Concat(user.Domain.PublicFolders.Folders.Where(IsMail).Select(f => (publicPrefix + f.Path, f)));

    /// <summary>The folder that a client may select; calendars and the like are as good as absent.</summary>
    public KerioFolder? Find(string path) => Locate(path, out var inner).Find(inner) is { Kind: FolderKind.Mail } folder ? folder : null;

    /// <exception cref="ImapRefusalException">Taken, without a parent, not permitted, or not a name.</exception>
    public KerioFolder Create(string path, bool withSuperiors)
    {
        var mailbox = Locate(path, out var inner);
        if (mailbox != user.Mailbox && !user.Right.PublicFolders)
        {
            throw new ImapRefusalException("CREATE Permission denied");
        }

        if (path == PublicRoot || inner.Length == 0 || inner.Split('/').Any(p => p.Length == 0) || inner.Any(char.IsControl))
        {
            throw new ImapRefusalException("CREATE Invalid mailbox name");
        }

        CreateSuperiors(mailbox, inner, withSuperiors);
        return mailbox.Create(inner) ?? throw new ImapRefusalException("CREATE Mailbox already exists");
    }

    /// <exception cref="ImapRefusalException">Absent, special, or not empty of folders.</exception>
    public void Delete(string path)
    {
        var mailbox = Changeable("DELETE", path, out var folder);
        if (mailbox.Folders.Any(f => f.Path.StartsWith(folder.Path + "/", StringComparison.Ordinal)))
        {
            throw new ImapRefusalException("DELETE Mailbox has inferior names");
        }

        mailbox.Remove(folder);
    }

    public void Rename(string path, string target)
    {
        var mailbox = Changeable("RENAME", path, out var folder);
        if (Locate(target, out var inner) != mailbox || mailbox.Find(inner) is not null || target == PublicRoot)
        {
            throw new ImapRefusalException("RENAME Mailbox already exists");
        }

        mailbox.Rename(folder, inner);
    }

    private static bool IsMail(KerioFolder folder) => folder.Kind == FolderKind.Mail;

    private static void CreateSuperiors(KerioMailbox mailbox, string path, bool create)
    {
        var levels = path.Split('/');
        for (var count = 1; count < levels.Length; count++)
        {
            var superior = string.Join('/', levels.Take(count));
            if (mailbox.Find(superior) is null && !(create && mailbox.Create(superior) is not null))
            {
                throw new ImapRefusalException("CREATE Parent mailbox does not exist");
            }
        }
    }

    private KerioMailbox Changeable(string command, string path, out KerioFolder folder)
    {
        folder = Find(path) ?? throw new ImapRefusalException($"{command} Mailbox does not exist");
        if (folder.Use != SpecialUse.None)
        {
            throw new ImapRefusalException($"{command} Operation not permitted on this mailbox");
        }

        return Locate(path, out _);
    }

    private KerioMailbox Locate(string path, out string inner)
    {
        var isPublic = path.StartsWith(publicPrefix, StringComparison.Ordinal);
        inner = isPublic ? path[publicPrefix.Length..] : path;
        return isPublic ? user.Domain.PublicFolders : user.Mailbox;
    }
}
