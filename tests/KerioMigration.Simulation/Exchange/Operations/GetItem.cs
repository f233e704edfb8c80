using System;
using System.Collections.Frozen;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange.Items;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Operations;

internal sealed class GetItem : IOperation
{
    /// <summary>After one of these the server does not look at the rest of the batch.</summary>
    private static readonly FrozenSet<string> Fatal = FrozenSet.ToFrozenSet(
        [
            "ErrorServerBusy", "ErrorTimeoutExpired", "ErrorInternalServerTransientError", "ErrorMailboxStoreUnavailable",
            "ErrorMailboxMoveInProgress", "ErrorConnectionFailed", "ErrorInsufficientResources", "ErrorNotEnoughMemory",
        ],
        StringComparer.Ordinal);

    public string Name => "GetItem";

    public ElementType Schema { get; } = ElementType.Empty().One("m:ItemShape", Shapes.ItemShape).One("m:ItemIds", Shapes.ItemIds);

    public async ValueTask AnswerAsync(OperationContext context)
    {
        var answer = context.Answer;
        var shape = ItemShape.Read(context.Request.Element(Ns.Messages + "ItemShape"), false, context.Schema);
        var isStopped = false;
        Responses.Open(answer, Name);
        var ids = context.Request.Element(Ns.Messages + "ItemIds")!.Elements();
        foreach (var id in context.Fault == FaultAction.Disorder ? ids.Reverse() : ids)
        {
            var (item, errorCode, mime) = isStopped ? (null, "ErrorBatchProcessingStopped", null) : Find(context, shape, id);
            if (item is null)
            {
                Responses.Error(answer, Name, errorCode!, context.Culture, "m:Items", Extras(context, shape, id, errorCode!));
                isStopped |= Fatal.Contains(errorCode!);
            }
            else
            {
                await WriteAsync(context, shape, item, mime);
            }

            await answer.FlushIfFullAsync(context.Aborted);
        }

        Responses.Close(answer, Name);
    }

    private static (SeededItem? Item, string? ErrorCode, FaultAction? Fault) Find(OperationContext context, ItemShape shape, XElement id)
    {
        if (!ItemTargets.TryFind(context.Access, id, out var item, out var errorCode))
        {
            return (null, errorCode, null);
        }

        var fault = context.Faults.IsEmpty ? null : context.Faults.NextItem("GetItem", item.Id, item.MessageId, item.Subject);
        errorCode = fault is { Action: FaultAction.ItemError } ? fault.Code ?? "ErrorInternalServerError"
            : item.ErrorCode
            ?? (shape.IncludeMime ? item.MimeErrorCode ?? ServerMime.ErrorCode(item, context.Schema) : null)
            ?? (shape.HasAdditional ? item.PropertyErrorCode : null)
            ?? (shape.FieldUris.Contains("item:Body") ? item.BodyErrorCode : null)
            ?? (shape.InvalidFor(item.Kind) is null ? null : "ErrorInvalidPropertyRequest");
        return errorCode is null ? (item, null, fault?.Action) : (null, errorCode, null);
    }

    /// <summary>A property that this kind of item does not have is named.</summary>
    private static ErrorExtras? Extras(OperationContext context, ItemShape shape, XElement id, string errorCode) =>
        errorCode == "ErrorInvalidPropertyRequest"
        && ItemTargets.TryFind(context.Access, id, out var item, out _)
        && shape.InvalidFor(item.Kind) is { } uri
            ? new ErrorExtras([], $"<t:FieldURI FieldURI=\"{uri}\"/>")
            : null;

    private async ValueTask WriteAsync(OperationContext context, ItemShape shape, SeededItem item, FaultAction? fault)
    {
        var answer = context.Answer;
        Responses.OpenMessage(answer, Name);
        answer.Raw("<m:Items>"u8);
        if (shape.IncludeMime && fault != FaultAction.MissingContent)
        {
            await ItemWriter.WriteWithMimeAsync(answer, item, shape, fault == FaultAction.BadContent, context.Aborted);
        }
        else
        {
            ItemWriter.Write(answer, item, shape);
        }

        answer.Raw("</m:Items>"u8);
        Responses.CloseMessage(answer, Name);
    }
}
