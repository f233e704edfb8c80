using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using MailKit;
using MailKit.Net.Imap;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>Where the folders of a mailbox begin, or the public ones. Exceptions are MailKit's, but for the one that is told.</summary>
internal sealed class ImapRoot(ImapClient client, string where, bool isPublic)
{
    // The root of the public folders in the languages of the server, for one that has several mere levels on top.
    private static readonly string[] KnownNames = ["Public Folders", "Öffentliche Ordner", "Dossiers publics", "Veřejné složky"];

    private FolderNamespace? found;

    /// <exception cref="MigrationException">Scope Mailbox: no public folders are shown, or it is not plain which they are.</exception>
    public async Task<FolderNamespace> FindAsync(CancellationToken cancellationToken) =>
        found ??= !isPublic ? Own : client.SharedNamespaces.Count == 1 ? client.SharedNamespaces[0] : await SearchAsync(cancellationToken).ConfigureAwait(false);

    public async Task<IMailFolder> OpenAsync(CancellationToken cancellationToken) => isPublic
        ? await client.GetFolderAsync((await FindAsync(cancellationToken).ConfigureAwait(false)).Path, cancellationToken).ConfigureAwait(false)
        : client.GetFolder(Own);

    /// <summary>The name on the wire of what lies at this path below the root.</summary>
    public async Task<string> NameOfAsync(IReadOnlyList<string> path, CancellationToken cancellationToken)
    {
        var top = await FindAsync(cancellationToken).ConfigureAwait(false);
        var names = isPublic ? path.Prepend(top.Path) : path.Select((name, level) => level == 0 && IsInbox(name) ? client.Inbox.FullName : name);
        return string.Join(top.DirectorySeparator.ToString(), names);
    }

    public async Task<IReadOnlyList<string>> PathOfAsync(IMailFolder folder, CancellationToken cancellationToken)
    {
        var above = isPublic ? (await FindAsync(cancellationToken).ConfigureAwait(false)).Path.Length + 1 : 0;
        return folder.FullName.Substring(above).Split(folder.DirectorySeparator);
    }

    // RFC 3501, 5.1: this one name is the same in any case.
    public static bool IsInbox(string name) => string.Equals(name, "INBOX", StringComparison.OrdinalIgnoreCase);

    private FolderNamespace Own => client.PersonalNamespaces.Count > 0 ? client.PersonalNamespaces[0] : new FolderNamespace('/', "");

    /// <summary>A server without NAMESPACE shows it among the folders on top, as a level that holds no messages itself (seen on 8.5.1).</summary>
    private async Task<FolderNamespace> SearchAsync(CancellationToken cancellationToken)
    {
        var all = await client.GetFoldersAsync(Own, StatusItems.None, false, cancellationToken).ConfigureAwait(false);
        var levels = all.Where(f => (f.Attributes & FolderAttributes.NoSelect) != 0 && f.FullName == f.Name).ToList();
        var root = levels.Count == 1 ? levels[0] : levels.FirstOrDefault(f => KnownNames.Contains(f.Name, StringComparer.Ordinal));
        return root is not null
            ? new FolderNamespace(root.DirectorySeparator, root.FullName)
            : throw new MigrationException(new Failure(
                FailureScope.Mailbox, FailureRemedy.None, Reason.FolderRefused, $"{where} shows no root of public folders over IMAP. Check that the account may see public folders."));
    }
}
