using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Items;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Operations;

internal sealed class FindFolder : IOperation
{
    public string Name => "FindFolder";

    public ElementType Schema { get; } = ElementType.Empty()
        .Attribute("Traversal", TextType.Enumeration("FolderQueryTraversalType", "Shallow", "Deep", "SoftDeleted"))
        .One("m:FolderShape", Shapes.FolderShape)
        .Choice(0, 1, ("m:IndexedPageFolderView", Shapes.IndexedView), ("m:FractionalPageFolderView", Shapes.FractionalView))
        .Optional("m:Restriction", Restrictions.Restriction)
        .One("m:ParentFolderIds", Shapes.FolderIds);

    public async ValueTask AnswerAsync(OperationContext context)
    {
        var answer = context.Answer;
        var writer = new FolderWriter(context.Request.Element(Ns.Messages + "FolderShape"), context.Schema, isGetFolder: false);
        Responses.Open(answer, Name);
        foreach (var id in context.Request.Element(Ns.Messages + "ParentFolderIds")!.Elements())
        {
            var isDeep = (string?)context.Request.Attribute("Traversal") == "Deep";
            if (context.Access.TryFolder(id, out var parent, out var errorCode) && !(isDeep && context.Access.IsPublic(parent)))
            {
                Write(context, writer, parent);
                await answer.FlushIfFullAsync(context.Aborted);
            }
            else
            {
                Responses.Error(answer, Name, errorCode ?? "ErrorInvalidOperation", context.Culture, null);
            }
        }

        Responses.Close(answer, Name);
    }

    private static List<SeededFolder> Below(SeededFolder parent, string traversal) => traversal switch
    {
        "Deep" => parent.WithDescendants().Skip(1).ToList(),
        "SoftDeleted" => [],
        _ => parent.Children.ToList(),
    };

    private void Write(OperationContext context, FolderWriter writer, SeededFolder parent)
    {
        var answer = context.Answer;
        var view = context.Request.Elements().FirstOrDefault(e => e.Name.LocalName.EndsWith("PageFolderView", StringComparison.Ordinal));
        var restriction = Restriction.Read(context.Request.Element(Ns.Messages + "Restriction"));
        Responses.OpenMessage(answer, Name);
        parent.Mailbox.Read(_ =>
        {
            var all = Below(parent, (string)context.Request.Attribute("Traversal")!).Where(f => restriction.Matches(f)).ToList();
            var paging = Paging<SeededFolder>.Of(all, view, context.Options.FindPageLimit);
            answer.Raw("<m:RootFolder"u8);
            paging.WriteAttributes(answer, view);
            answer.Raw("><t:Folders>"u8);
            foreach (var folder in paging.Page)
            {
                writer.Write(answer, folder);
            }

            answer.Raw("</t:Folders></m:RootFolder>"u8);
            return true;
        });
        Responses.CloseMessage(answer, Name);
    }
}
