using System.Globalization;
using System.Linq;
using KerioMigration.Engine.Conversion;
using KerioMigration.Engine.Conversion.Contacts;
using KerioMigration.Engine.Conversion.Notes;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Notes;

namespace KerioMigration.Tests.Kerio.Webmail;

/// <summary>Notes and lists to write, without a source.</summary>
internal static class JsonItems
{
    private static int last;

    public static ConvertedItem Make(ItemKind kind, int number) => kind == ItemKind.Note
        ? Note($"Note {number}\nof several")
        : List($"List {number}", new ConvertedMember(MemberType.EmailOther, $"m{number}@example.org", "M"));

    public static ConvertedItem Note(string text, string color = "Pink", NotePosition? position = null) =>
        Make(ItemKind.Note, NoteContent.Of(new ConvertedNote(text, color, position ?? new NotePosition(1, 2, 300, 200), [])));

    public static ConvertedItem List(string name, params ConvertedMember[] members) =>
        Make(ItemKind.DistributionList, ListContent.Of(new ConvertedDistributionList("uid of " + name, name, "A comment", ["b", "a"], members, [])));

    public static ConvertedMember Contact(string address, string name = "") => new(MemberType.RefContact, address, name, "uid of " + address);

    public static ConvertedMember Nested(string name) => new(MemberType.RefDistributionList, null, name, "uid of " + name);

    private static ConvertedItem Make(ItemKind kind, JsonContent json)
    {
        using var builder = new ItemContentBuilder(json.Bytes.Length);
        builder.Write(json.Bytes);
        return new ConvertedItem
        {
            Source = new ItemRef { Id = "item-" + (++last).ToString(CultureInfo.InvariantCulture), Kind = kind },
            Key = json.Key,
            Content = builder.Complete(),
            Fingerprint = json.Fingerprint,
        };
    }

    public static ConvertedItem[] Several(ItemKind kind, int count) => [.. Enumerable.Range(0, count).Select(i => Make(kind, i))];
}
