using System;
using System.Globalization;
using System.Text;
using KerioMigration.Engine.Model;

namespace KerioMigration.Tests.Kerio;

/// <summary>Items to write, without a source.</summary>
internal static class TestItems
{
    private static int last;

    public static DateTimeOffset Date { get; } = new(2019, 4, 5, 6, 7, 8, TimeSpan.FromHours(2));

    public static ConvertedItem Mail(string text, MessageFlags flags = MessageFlags.None, DateTimeOffset? date = null) =>
        Mail(Encoding.Latin1.GetBytes(text), flags, date ?? Date);

    public static ConvertedItem Mail(byte[] bytes, MessageFlags flags = MessageFlags.None, DateTimeOffset? date = null)
    {
        using var builder = new ItemContentBuilder(bytes.Length);
        builder.Write(bytes);
        var content = builder.Complete();
        return new ConvertedItem
        {
            Source = new ItemRef { Id = "item-" + (++last).ToString(CultureInfo.InvariantCulture) },
            Content = content,
            Flags = flags,
            InternalDate = date,
            Key = new ItemKey(MessageHeader.ReadMessageId(content.Head.Span), date, content.Length),
        };
    }

    public static byte[] Bytes(ConvertedItem item) =>
        item.Content.TryGetMemory(out var memory) ? memory.ToArray() : throw new InvalidOperationException("The item is in a file.");
}
