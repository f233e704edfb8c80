using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>Writes an item as the element of its kind.</summary>
internal static class ItemWriter
{
    public static void Write(AnswerWriter answer, SeededItem item, ItemShape shape)
    {
        var name = Name(item.Kind);
        answer.Open(name);
        Fields(answer, item, shape);
        answer.Close(name);
    }

    /// <summary>With MimeContent first, before the id, as the schema has it.</summary>
    /// <param name="isBad">The content is no base64.</param>
    public static async ValueTask WriteWithMimeAsync(AnswerWriter answer, SeededItem item, ItemShape shape, bool isBad, CancellationToken cancellationToken)
    {
        answer.Open(Name(item.Kind));
        if (ServerMime.Of(item) is { } content)
        {
            answer.Raw("<t:MimeContent CharacterSet=\"UTF-8\">"u8);
            answer.Raw(isBad ? "T~h~i~s is no base64!"u8 : default);
            await answer.Base64Async(content, cancellationToken);
            answer.Raw("</t:MimeContent>"u8);
        }

        Fields(answer, item, shape);
        answer.Close(Name(item.Kind));
    }

    private static void Fields(AnswerWriter answer, SeededItem item, ItemShape shape)
    {
        Fields(answer, item, shape, shape.Common);
        Fields(answer, item, shape, shape.Of(item.Kind));
    }

    private static void Fields(AnswerWriter answer, SeededItem item, ItemShape shape, IReadOnlyList<ItemField> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            fields[i].Write(answer, item, shape);
        }
    }

    private static ReadOnlySpan<byte> Name(ItemKind kind) => kind switch
    {
        ItemKind.Message => "t:Message"u8,
        ItemKind.PostItem => "t:PostItem"u8,
        ItemKind.MeetingRequest => "t:MeetingRequest"u8,
        ItemKind.MeetingResponse => "t:MeetingResponse"u8,
        ItemKind.MeetingCancellation => "t:MeetingCancellation"u8,
        ItemKind.CalendarItem => "t:CalendarItem"u8,
        ItemKind.Contact => "t:Contact"u8,
        ItemKind.DistributionList => "t:DistributionList"u8,
        _ => "t:Task"u8,
    };
}
