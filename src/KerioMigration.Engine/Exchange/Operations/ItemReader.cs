using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

internal static class ItemReader
{
    /// <summary>PidTagSearchKey.</summary>
    public const int SearchKeyTag = 0x300B;

    /// <summary>PidTagInternetMessageId; listings cut it at 255 characters.</summary>
    public const int MessageIdTag = 0x1035;

    /// <summary>PidLidClipEnd ([MS-OXOCAL] 2.2.1.15): as a field of calendar items it would be an error with items of other kinds.</summary>
    public static readonly ExtendedField ClipEnd = new(ExtendedField.Appointment, 0x8236, "SystemTime");

    /// <summary>Reads one item of any kind; MIME contents come from <paramref name="streamed"/>.</summary>
    public static EwsItem Read(ElementReader reader, AnswerFilter streamed)
    {
        var item = new EwsItem();
        for (var parent = reader.Depth; reader.NextChild(parent);)
        {
            ReadField(reader, item, streamed);
        }

        return item;
    }

    /// <summary>Reads the current element when it is a field that all items have; others are passed over.</summary>
    public static void ReadField(ElementReader reader, EwsItem item, AnswerFilter streamed)
    {
        switch (reader.Name)
        {
            case "MimeContent":
                item.HasMime = true;
                var content = streamed.TakeContent();
                item.Content?.Dispose();
                item.Content = content;
                break;
            case "ItemId":
                item.Id = reader.Attribute("Id") ?? "";
                break;
            case "ItemClass":
                item.ItemClass = reader.Text();
                break;
            case "Subject":
                item.Subject = reader.Text();
                break;
            case "DateTimeReceived":
                item.Received = reader.Time();
                break;
            case "LastModifiedTime":
                item.Modified = reader.Time();
                break;
            case "Size":
                item.Size = reader.Number();
                break;
            case "IsRead":
                item.IsRead = reader.Boolean();
                break;
            case "IsReadReceiptRequested":
                item.IsReadReceiptRequested = reader.Boolean();
                break;
            case "Categories":
                for (var categories = reader.Depth; reader.NextChild(categories);)
                {
                    item.Categories.Add(reader.Text());
                }

                break;
            case "ExtendedProperty":
                PropertyReader.Read(reader, item.Properties);
                break;
        }
    }
}
