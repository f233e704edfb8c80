using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange.Items;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Operations;

internal sealed class FindItem : IOperation
{
    /// <summary>The largest page with a restriction or query on 2013 and later; no policy raises it.</summary>
    private const int RestrictedPageLimit = 250;

    public string Name => "FindItem";

    public ElementType Schema { get; } = ElementType.Empty()
        .Attribute("Traversal", TextType.Enumeration("ItemQueryTraversalType", "Shallow", "SoftDeleted", "Associated"))
        .One("m:ItemShape", Shapes.ItemShape)
        .Choice(
            0,
            1,
            ("m:IndexedPageItemView", Shapes.IndexedView),
            ("m:FractionalPageItemView", Shapes.FractionalView),
            ("m:CalendarView", Shapes.CalendarView),
            ("m:ContactsView", Shapes.ContactsView))
        .Optional("m:Restriction", Restrictions.Restriction)
        .Optional("m:SortOrder", Shapes.SortOrder)
        .One("m:ParentFolderIds", Shapes.FolderIds)
        .Optional("m:QueryString", TextType.String, SchemaVersion.Exchange2010);

    public async ValueTask AnswerAsync(OperationContext context)
    {
        var answer = context.Answer;
        var shape = ItemShape.Read(context.Request.Element(Ns.Messages + "ItemShape"), true, context.Schema);
        Responses.Open(answer, Name);
        foreach (var id in context.Request.Element(Ns.Messages + "ParentFolderIds")!.Elements())
        {
            _ = context.Access.TryFolder(id, out var folder, out var errorCode);
            errorCode ??= context.Access.RouteError(folder!);
            errorCode ??= shape.IsInvalidForListing ? "ErrorInvalidPropertyForOperation"
                : context.Request.Element(Ns.Messages + "CalendarView") is { } view ? CalendarView.ErrorCode(view, folder!) : null;
            if (folder is null || errorCode is not null)
            {
                Responses.Error(answer, Name, errorCode!, context.Culture, null);
                continue;
            }

            await WriteAsync(context, shape, folder);
        }

        Responses.Close(answer, Name);
    }

    private static List<SeededItem> Select(XElement request, SeededFolder folder)
    {
        var restriction = Restriction.Read(request.Element(Ns.Messages + "Restriction"));
        var query = ((string?)request.Element(Ns.Messages + "QueryString"))?.Split(':')[^1].Trim('"');
        if (request.Element(Ns.Messages + "CalendarView") is { } view)
        {
            return CalendarView.Select(view, folder.Mailbox.Read(_ => folder.Items.ToList()));
        }

        var traversal = (string)request.Attribute("Traversal")!;
        var items = folder.Mailbox.Read(_ => folder.Items.ToList()).Where(i =>
            traversal != "SoftDeleted"
            && i.IsAssociated == (traversal == "Associated")
            && restriction.Matches(i)
            && (string.IsNullOrEmpty(query) || i.Subject?.Contains(query, StringComparison.OrdinalIgnoreCase) == true));
        return Sort(items, request.Element(Ns.Messages + "SortOrder"));
    }

    /// <summary>Without an order Exchange gives the newest first.</summary>
    private static List<SeededItem> Sort(IEnumerable<SeededItem> items, XElement? order)
    {
        if (order is null)
        {
            return items.OrderByDescending(i => i.Received).ThenByDescending(i => i.Number).ToList();
        }

        IOrderedEnumerable<SeededItem>? sorted = null;
        var comparer = Comparer<string>.Create(Restriction.Compare);
        foreach (var field in order.Elements())
        {
            var path = field.Elements().First();
            string Key(SeededItem item) => Restriction.Value(item, path) ?? string.Empty;
            var isAscending = (string?)field.Attribute("Order") == "Ascending";
            sorted = (sorted, isAscending) switch
            {
                (null, true) => items.OrderBy(Key, comparer),
                (null, false) => items.OrderByDescending(Key, comparer),
                (_, true) => sorted.ThenBy(Key, comparer),
                _ => sorted.ThenByDescending(Key, comparer),
            };
        }

        return sorted!.ThenBy(i => i.Number).ToList();
    }

    private async ValueTask WriteAsync(OperationContext context, ItemShape shape, SeededFolder folder)
    {
        var answer = context.Answer;
        var request = context.Request;
        var view = request.Elements().FirstOrDefault(e => e.Name.LocalName.EndsWith("View", StringComparison.Ordinal));
        var isRestricted = request.Element(Ns.Messages + "Restriction") is not null || request.Element(Ns.Messages + "QueryString") is not null;
        var limit = isRestricted && context.Options.Version >= ExchangeVersion.Exchange2013Sp1
            ? Math.Min(RestrictedPageLimit, context.Options.FindPageLimit)
            : context.Options.FindPageLimit;
        var paging = Paging<SeededItem>.Of(Select(request, folder), view, limit, context.Options.LastPageIsEmpty);
        Responses.OpenMessage(answer, Name);
        answer.Raw("<m:RootFolder"u8);
        paging.WriteAttributes(answer, view);
        answer.Raw("><t:Items>"u8);
        foreach (var item in paging.Page)
        {
            ItemWriter.Write(answer, item, shape);
            await answer.FlushIfFullAsync(context.Aborted);
        }

        answer.Raw("</t:Items></m:RootFolder>"u8);
        Responses.CloseMessage(answer, Name);
    }
}
