using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Items;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Operations;

internal sealed class SyncFolderItems : IOperation
{
    public string Name => "SyncFolderItems";

    public ElementType Schema { get; } = ElementType.Empty()
        .One("m:ItemShape", Shapes.ItemShape)
        .One("m:SyncFolderId", Shapes.TargetFolder)
        .Optional("m:SyncState", TextType.String)
        .Optional("m:Ignore", Shapes.ItemIds)
        .One("m:MaxChangesReturned", () => ElementType.Of(TextType.Between("MaxSyncChangesReturnedType", 1, 512)))
        .Optional(
            "m:SyncScope",
            TextType.Enumeration("SyncFolderItemsScopeType", "NormalItems", "NormalAndAssociatedItems"),
            SchemaVersion.Exchange2010);

    public async ValueTask AnswerAsync(OperationContext context)
    {
        var shape = ItemShape.Read(context.Request.Element(Ns.Messages + "ItemShape"), true, context.Schema);
        Responses.Open(context.Answer, Name);
        var (folder, since, errorCode) = Start(context, shape);
        if (folder is null)
        {
            Responses.Error(context.Answer, Name, errorCode!, context.Culture, "m:Changes");
        }
        else
        {
            await WriteAsync(context, shape, folder, since);
        }

        Responses.Close(context.Answer, Name);
    }

    private string Subject(SeededFolder folder) => $"{Name}|{folder.Id}";

    private (SeededFolder? Folder, long Since, string? ErrorCode) Start(OperationContext context, ItemShape shape)
    {
        if (shape.IsInvalidForListing)
        {
            return (null, 0, "ErrorInvalidPropertyForOperation");
        }

        if (!context.Access.TryFolder(context.Request.Element(Ns.Messages + "SyncFolderId")!.Elements().First(), out var folder, out var errorCode))
        {
            return (null, 0, errorCode);
        }

        if (context.Access.IsPublic(folder))
        {
            return (null, 0, "ErrorInvalidOperation");
        }

        if (context.Faults.NextItem(Name, folder.Id, folder.DisplayName) is { } fault)
        {
            return (null, 0, fault.Code ?? "ErrorAccessDenied");
        }

        var state = (string?)context.Request.Element(Ns.Messages + "SyncState");
        var since = string.IsNullOrEmpty(state) ? 0 : SyncState.Read(Subject(folder), state);
        return since is { } seen ? (folder, seen, null) : (null, 0, "ErrorInvalidSyncStateData");
    }

    private async ValueTask WriteAsync(OperationContext context, ItemShape shape, SeededFolder folder, long since)
    {
        var answer = context.Answer;
        var limit = Math.Min(context.Options.MaxSyncItems, int.Parse(Text(context, "MaxChangesReturned"), CultureInfo.InvariantCulture));
        var ignored = context.Request.Element(Ns.Messages + "Ignore")?.Elements().Select(e => (string)e.Attribute("Id")!).ToHashSet(StringComparer.Ordinal) ?? [];
        if (context.Fault == FaultAction.Standstill)
        {
            Responses.OpenMessage(answer, Name);
            answer.Element("m:SyncState"u8, SyncState.Write(Subject(folder), since));
            answer.Raw("<m:IncludesLastItemInRange>false</m:IncludesLastItemInRange><m:Changes/>"u8);
            Responses.CloseMessage(answer, Name);
            return;
        }

        var page = folder.Mailbox.ItemChanges(folder, since, limit, Text(context, "SyncScope") == "NormalAndAssociatedItems");
        Responses.OpenMessage(answer, Name);
        answer.Element("m:SyncState"u8, SyncState.Write(Subject(folder), page.Sequence));
        answer.Element("m:IncludesLastItemInRange"u8, page.IsLast ? "true" : "false");
        answer.Raw("<m:Changes>"u8);
        foreach (var change in page.Changes.Where(c => !ignored.Contains(c.Id)))
        {
            Write(answer, shape, change);
            await answer.FlushIfFullAsync(context.Aborted);
        }

        answer.Raw("</m:Changes>"u8);
        Responses.CloseMessage(answer, Name);
    }

    private static string Text(OperationContext context, string name) => (string?)context.Request.Element(Ns.Messages + name) ?? string.Empty;

    private static void Write(AnswerWriter answer, ItemShape shape, SyncChange<SeededItem> change)
    {
        switch (change)
        {
            case { Subject: null }:
                answer.Raw("<t:Delete><t:ItemId Id=\""u8);
                answer.Ascii(change.Id);
                answer.Raw("\"/></t:Delete>"u8);
                break;
            case { Kind: SyncChangeKind.ReadFlagChange, Subject: { } item }:
                answer.Raw("<t:ReadFlagChange>"u8);
                ItemFields.ItemId(answer, item);
                answer.Raw("<t:IsRead>"u8);
                answer.Boolean(item.IsRead);
                answer.Raw("</t:IsRead></t:ReadFlagChange>"u8);
                break;
            case { Kind: SyncChangeKind.Create, Subject: { } item }:
                answer.Raw("<t:Create>"u8);
                ItemWriter.Write(answer, item, shape);
                answer.Raw("</t:Create>"u8);
                break;
            case { Subject: { } item }:
                answer.Raw("<t:Update>"u8);
                ItemWriter.Write(answer, item, shape);
                answer.Raw("</t:Update>"u8);
                break;
        }
    }
}
