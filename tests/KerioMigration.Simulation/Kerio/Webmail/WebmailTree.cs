using System.Collections.Generic;
using System.Linq;
using KerioMigration.Simulation.Kerio.JsonRpc;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Webmail;

/// <summary>The folders of a user, or of the user's domain, below a root that stands for the whole.</summary>
internal sealed class WebmailTree(KerioUser user, bool isPublic)
{
    private string Owner { get; } = isPublic ? user.Domain.Name + "/~public" : user.Domain.Name + "/" + user.LoginName;

    public KerioUser User { get; } = user;

    public bool IsPublic { get; } = isPublic;

    public KerioMailbox Mailbox { get; } = isPublic ? user.Domain.PublicFolders : user.Mailbox;

    public string RootId => $"keriostorage://folder/{Owner}/{(IsPublic ? User.Domain.Id : User.Id).Split('/')[^1]}";

    public IEnumerable<WebmailFolder> Folders => Mailbox.Folders.Select(f => new WebmailFolder(this, f));

    public string IdOf(KerioFolder folder) => $"keriostorage://folder/{Owner}/{folder.Guid}";

    public string IdOf(string type, KerioFolder folder, KerioResource item) => $"keriostorage://{type}/{Owner}/{folder.Guid}/{item.Number}";

    public WebmailFolder? Find(string id) => Folders.FirstOrDefault(f => f.Id == id);

    public string ParentIdOf(KerioFolder folder) =>
        folder.Path.LastIndexOf('/') is var at and > 0 && Mailbox.Find(folder.Path[..at]) is { } parent ? IdOf(parent) : RootId;

    public FolderRight Access => !IsPublic || User.Right.PublicFolders ? FolderRight.FAccessAdmin : FolderRight.FAccessReadOnly;

    /// <exception cref="RpcException">1004.</exception>
    public void DemandWriting()
    {
        if (Access < FolderRight.FAccessReadWrite)
        {
            throw new RpcException(RpcException.AccessDenied, "You do not have sufficient rights for the requested operation.");
        }
    }

    /// <exception cref="RpcException">4102.</exception>
    public void DemandRoom(int items, long bytes)
    {
        if (!IsPublic && !User.HasRoomFor(items, bytes))
        {
            throw new RpcException(RpcException.QuotaReached, "Quota was reached.");
        }
    }
}
