using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Items;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Operations;

internal sealed class SyncFolderHierarchy : IOperation
{
    public string Name => "SyncFolderHierarchy";

    public ElementType Schema { get; } = ElementType.Empty()
        .One("m:FolderShape", Shapes.FolderShape)
        .Optional("m:SyncFolderId", Shapes.TargetFolder)
        .Optional("m:SyncState", TextType.String);

    public ValueTask AnswerAsync(OperationContext context)
    {
        var answer = context.Answer;
        Responses.Open(answer, Name);
        var (root, errorCode) = Start(context, out var since, out var subject);
        if (root is null)
        {
            Responses.Error(answer, Name, errorCode!, context.Culture, "m:Changes");
        }
        else
        {
            Write(context, root.Mailbox.FolderChanges(root, since), subject);
        }

        Responses.Close(answer, Name);
        return default;
    }

    /// <summary>The root and what the client has seen of it. A state made with a root id and one made without are different things.</summary>
    private (SeededFolder? Root, string? ErrorCode) Start(OperationContext context, out long since, out string subject)
    {
        since = 0;
        subject = Name + "|";
        var root = context.ActingUser?.Mailbox.Root;
        if (context.Request.Element(Ns.Messages + "SyncFolderId")?.Elements().FirstOrDefault() is { } id)
        {
            if (!context.Access.TryFolder(id, out root, out var errorCode))
            {
                return (null, errorCode);
            }

            if (context.Access.IsPublic(root))
            {
                return (null, "ErrorInvalidOperation");
            }

            subject += root.Id;
        }

        if (root is null)
        {
            return (null, "ErrorMissingEmailAddress");
        }

        if ((string?)context.Request.Element(Ns.Messages + "SyncState") is { Length: > 0 } state)
        {
            if (SyncState.Read(subject, state) is not { } seen)
            {
                return (null, "ErrorInvalidSyncStateData");
            }

            since = seen;
        }

        return (root, null);
    }

    private void Write(OperationContext context, SyncPage<SeededFolder> page, string subject)
    {
        var answer = context.Answer;
        var writer = new FolderWriter(context.Request.Element(Ns.Messages + "FolderShape"), context.Schema, isGetFolder: false);
        Responses.OpenMessage(answer, Name);
        answer.Element("m:SyncState"u8, SyncState.Write(subject, page.Sequence));
        answer.Raw("<m:IncludesLastFolderInRange>true</m:IncludesLastFolderInRange><m:Changes>"u8);
        foreach (var change in page.Changes)
        {
            if (change.Subject is not { } folder)
            {
                answer.Raw("<t:Delete><t:FolderId Id=\""u8);
                answer.Ascii(change.Id);
                answer.Raw("\"/></t:Delete>"u8);
                continue;
            }

            answer.Raw(change.Kind == SyncChangeKind.Create ? "<t:Create>"u8 : "<t:Update>"u8);
            writer.Write(answer, folder);
            answer.Raw(change.Kind == SyncChangeKind.Create ? "</t:Create>"u8 : "</t:Update>"u8);
        }

        answer.Raw("</m:Changes>"u8);
        Responses.CloseMessage(answer, Name);
    }
}
