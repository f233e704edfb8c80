using System;
using System.Collections.Frozen;
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
        foreach (var id in context.Request.Element(Ns.Messages + "ItemIds")!.Elements())
        {
            var (item, errorCode, withoutMime) = isStopped ? (null, "ErrorBatchProcessingStopped", false) : Find(context, shape, id);
            if (item is null)
            {
                Responses.Error(answer, Name, errorCode!, context.Culture, "m:Items", Extras(context, shape, id, errorCode!));
                isStopped |= Fatal.Contains(errorCode!);
            }
            else
            {
                await WriteAsync(context, shape, item, shape.IncludeMime && !withoutMime);
            }

            await answer.FlushIfFullAsync(context.Aborted);
        }

        Responses.Close(answer, Name);
    }

    private static (SeededItem? Item, string? ErrorCode, bool WithoutMime) Find(OperationContext context, ItemShape shape, XElement id)
    {
        var text = (string?)id.Attribute("Id") ?? string.Empty;
        if (!context.Access.TryItem(text, out var item, out var errorCode))
        {
            return (null, errorCode, false);
        }

        var fault = context.Faults.IsEmpty ? null : context.Faults.NextItem("GetItem", text, item.MessageId, item.Subject);
        errorCode = fault is { Action: FaultAction.ItemError } ? fault.Code ?? "ErrorInternalServerError"
            : item.ErrorCode
            ?? (shape.IncludeMime ? item.MimeErrorCode : null)
            ?? (shape.HasAdditional ? item.PropertyErrorCode : null)
            ?? (shape.FieldUris.Contains("item:Body") ? item.BodyErrorCode : null)
            ?? (shape.InvalidFor(item.Kind) is null ? null : "ErrorInvalidPropertyRequest");
        return errorCode is null ? (item, null, fault is { Action: FaultAction.MissingContent }) : (null, errorCode, false);
    }

    /// <summary>A property that this kind of item does not have is named.</summary>
    private static ErrorExtras? Extras(OperationContext context, ItemShape shape, XElement id, string errorCode) =>
        errorCode == "ErrorInvalidPropertyRequest"
        && context.Access.TryItem((string)id.Attribute("Id")!, out var item, out _)
        && shape.InvalidFor(item.Kind) is { } uri
            ? new ErrorExtras([], $"<t:FieldURI FieldURI=\"{uri}\"/>")
            : null;

    private async ValueTask WriteAsync(OperationContext context, ItemShape shape, SeededItem item, bool withMime)
    {
        var answer = context.Answer;
        Responses.OpenMessage(answer, Name);
        answer.Raw("<m:Items>"u8);
        if (withMime)
        {
            await ItemWriter.WriteWithMimeAsync(answer, item, shape, context.Aborted);
        }
        else
        {
            ItemWriter.Write(answer, item, shape);
        }

        answer.Raw("</m:Items>"u8);
        Responses.CloseMessage(answer, Name);
    }
}
