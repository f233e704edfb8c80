using System;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange.Items;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>A search expression. Values are compared as numbers where both are, as dates where both are, else as text.</summary>
internal sealed class Restriction
{
    private readonly Func<Func<XElement, string?>, bool> test;

    private Restriction(Func<Func<XElement, string?>, bool> test) => this.test = test;

    /// <param name="element">m:Restriction; null matches everything.</param>
    public static Restriction Read(XElement? element) => new(element is null ? _ => true : Compile(element.Elements().First()));

    public bool Matches(SeededFolder folder) => test(path => Value(folder, path));

    public bool Matches(SeededItem item) => test(path => Value(item, path));

    /// <summary>The value of any path of an item, for restrictions and sorting.</summary>
    public static string? Value(SeededItem item, XElement path)
    {
        if (path.Name.LocalName == "ExtendedFieldURI")
        {
            var extended = ExtendedPath.Read(path);
            return ItemProperties.ListOf(item, extended) is { } list ? string.Join("\n", list) : ItemProperties.Of(item, extended);
        }

        return (string?)path.Attribute("FieldURI") switch
        {
            "item:ItemClass" => item.ItemClass,
            "item:Subject" => item.Subject,
            "item:Size" => item.Size.ToString(CultureInfo.InvariantCulture),
            "item:DateTimeReceived" => ItemProperties.Date(item.Received),
            "item:DateTimeSent" => ItemProperties.Date(item.Sent),
            "item:DateTimeCreated" => ItemProperties.Date(item.Created),
            "item:LastModifiedTime" => ItemProperties.Date(item.Modified),
            "item:HasAttachments" => item.HasAttachments ? "true" : "false",
            "item:Importance" => item.Importance,
            "item:Sensitivity" => item.Sensitivity,
            "item:DisplayTo" => ItemProperties.Names(item.To),
            "item:DisplayCc" => ItemProperties.Names(item.Cc),
            "item:Body" => item.Body,
            "item:Categories" => item.Categories.Count == 0 ? null : string.Join("\n", item.Categories),
            "item:IsDraft" => item.IsDraft ? "true" : "false",
            "message:IsRead" => item.IsRead ? "true" : "false",
            "message:InternetMessageId" => item.MessageId,
            "message:From" or "message:Sender" => item.From is { } from ? $"{from.Name} <{from.Address}>" : null,
            var uri => Value(item, uri),
        };
    }

    private static string? Value(SeededItem item, string? uri) => (uri, item) switch
    {
        ("calendar:Start", SeededAppointment a) => ItemProperties.Date(a.UtcStart),
        ("calendar:End", SeededAppointment a) => ItemProperties.Date(a.UtcEnd),
        ("calendar:IsRecurring", SeededAppointment a) => a.Type == "Single" ? "false" : "true",
        ("calendar:CalendarItemType", SeededAppointment a) => a.Type,
        ("calendar:Location", SeededAppointment a) => a.Location,
        ("contacts:DisplayName", SeededContact c) => c.DisplayName,
        ("contacts:FileAs", SeededContact c) => c.FileAs,
        ("contacts:GivenName", SeededContact c) => c.GivenName,
        ("contacts:Surname", SeededContact c) => c.Surname,
        ("contacts:CompanyName", SeededContact c) => c.Company,
        ("task:IsComplete", SeededTask t) => t.Status == "Completed" ? "true" : "false",
        ("task:Status", SeededTask t) => t.Status,
        _ => null,
    };

    private static string? Value(SeededFolder folder, XElement path) =>
        path.Name.LocalName == "ExtendedFieldURI" ? FolderProperties.Of(folder, ExtendedPath.Read(path))
        : (string?)path.Attribute("FieldURI") switch
        {
            "folder:FolderClass" => folder.FolderClass,
            "folder:DisplayName" => folder.DisplayName,
            "folder:TotalCount" => folder.TotalCount.ToString(CultureInfo.InvariantCulture),
            "folder:UnreadCount" => folder.UnreadCount.ToString(CultureInfo.InvariantCulture),
            "folder:ChildFolderCount" => folder.Children.Count.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };

    private static Func<Func<XElement, string?>, bool> Compile(XElement expression)
    {
        var parts = expression.Elements().ToList();
        switch (expression.Name.LocalName)
        {
            case "And":
                var all = parts.ConvertAll(Compile);
                return values => all.TrueForAll(p => p(values));
            case "Or":
                var any = parts.ConvertAll(Compile);
                return values => any.Exists(p => p(values));
            case "Not":
                var inner = Compile(parts[0]);
                return values => !inner(values);
            case "Exists":
                return values => values(parts[0]) is not null;
            case "Excludes":
                var mask = Number((string)parts[1].Attribute("Value")!);
                return values => ((long)Number(values(parts[0]) ?? "0")! & (long)mask!) == 0;
            case "Contains":
                return Contains(expression, parts[0], (string)parts[1].Attribute("Value")!);
            default:
                return values => Compares(expression.Name.LocalName, values(parts[0]), Operand(parts[1].Elements().First(), values));
        }
    }

    private static string? Operand(XElement element, Func<XElement, string?> values) =>
        element.Name.LocalName == "Constant" ? (string)element.Attribute("Value")! : values(element);

    private static Func<Func<XElement, string?>, bool> Contains(XElement expression, XElement path, string constant)
    {
        var comparison = ((string?)expression.Attribute("ContainmentComparison") ?? "Exact") == "Exact" ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return (string?)expression.Attribute("ContainmentMode") switch
        {
            "FullString" => values => string.Equals(values(path), constant, comparison),
            "Prefixed" or "PrefixOnWords" => values => values(path)?.StartsWith(constant, comparison) == true,
            _ => values => values(path)?.Contains(constant, comparison) == true,
        };
    }

    private static bool Compares(string name, string? left, string? right)
    {
        if (left is null || right is null)
        {
            return name == "IsNotEqualTo" && left != right;
        }

        var order = Compare(left, right);
        return name switch
        {
            "IsEqualTo" => order == 0,
            "IsNotEqualTo" => order != 0,
            "IsGreaterThan" => order > 0,
            "IsGreaterThanOrEqualTo" => order >= 0,
            "IsLessThan" => order < 0,
            _ => order <= 0,
        };
    }

    public static int Compare(string left, string right) =>
        Number(left) is { } a && Number(right) is { } b ? a.CompareTo(b)
        : Date(left) is { } earlier && Date(right) is { } later ? earlier.CompareTo(later)
        : string.Compare(left, right, StringComparison.OrdinalIgnoreCase);

    private static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset? Date(string text) =>
        text.Length > 9 && char.IsAsciiDigit(text[0])
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
