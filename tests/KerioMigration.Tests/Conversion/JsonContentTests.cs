using System.Security.Cryptography;
using System.Text;
using KerioMigration.Engine.Conversion.Contacts;
using KerioMigration.Engine.Conversion.Notes;
using KerioMigration.Engine.Model.Canonical;
using KerioMigration.Engine.Model.Notes;
using Newtonsoft.Json.Linq;
using Xunit;

namespace KerioMigration.Tests.Conversion;

/// <summary>Notes and lists as the client API's JSON, and the form in which both sides are compared.</summary>
public sealed class JsonContentTests
{
    private static readonly ConvertedNote Note = new("Milch\nEier 🥚", "Pink", new NotePosition(10, 20, 300, 200), []);

    private static readonly ConvertedDistributionList List = new(
        "uid-1",
        "Team\u0001",
        "Zeile\r\nzwei",
        ["b", "a"],
        [
            new ConvertedMember(MemberType.EmailOther, "b@x", null),
            new ConvertedMember(MemberType.RefContact, "a@x", "A", "uid-a"),
            new ConvertedMember(MemberType.RefDistributionList, null, "Inner", "uid-i"),
        ],
        []);

    [Fact]
    public void A_note_is_written_in_its_canonical_form()
    {
        var content = NoteContent.Of(Note);
        Assert.Equal(
            """{"color":"Pink","position":{"xOffset":10,"xSize":300,"yOffset":20,"ySize":200},"text":"Milch\nEier 🥚"}""",
            Encoding.UTF8.GetString(content.Bytes));
        Assert.Equal(SHA256.HashData(content.Bytes), content.Fingerprint);
    }

    [Fact]
    public void A_note_that_the_server_gives_back_has_the_same_print_and_key()
    {
        var content = NoteContent.Of(Note);
        var stored = JObject.Parse(
            """
            {"id":"keriostorage://note/1","folderId":"f","watermark":17,"subject":"Milch","text":"Milch\r\nEier 🥚","color":"Pink",
             "position":{"ySize":200,"xSize":300,"yOffset":20,"xOffset":10},"createDate":"20260104T090000+0100","modifyDate":""}
            """);
        Assert.Equal(content.Fingerprint, CanonicalJson.FingerprintOf(CanonicalNote.Of(stored)));
        Assert.Equal(content.Key, CanonicalNote.KeyOf(stored));
        stored["text"] = "Milch  \nEier 🥚\n";
        Assert.NotEqual(content.Fingerprint, CanonicalJson.FingerprintOf(CanonicalNote.Of(stored)));
        Assert.Equal(content.Key, CanonicalNote.KeyOf(stored));
        stored["text"] = "Milch\nEi";
        Assert.NotEqual(content.Key, CanonicalNote.KeyOf(stored));
    }

    [Fact]
    public void A_key_is_made_of_the_text_alone_and_has_neither_date_nor_size()
    {
        var key = NoteContent.Of(Note).Key;
        Assert.Equal(key, NoteContent.Of(Note with { Color = "Blue", Position = null }).Key);
        Assert.Equal((null, 0L), (key.Date, key.Size));
        Assert.Matches("^note-[0-9a-f]{64}$", key.MessageId!);
    }

    [Fact]
    public void A_list_names_itself_and_what_it_refers_to_by_uid() => Assert.Equal(
        """
        {"categories":["b","a"],"comment":"Zeile\nzwei","commonName":"Team","emailAddresses":[{"address":"b@x","type":"EmailOther"},{"address":"a@x","name":"A","refUid":"uid-a","type":"RefContact"},{"name":"Inner","refUid":"uid-i","type":"RefDistributionList"}],"type":"ctDistributionList","uid":"uid-1"}
        """.Trim(),
        Encoding.UTF8.GetString(ListContent.Of(List).Bytes));

    [Fact]
    public void A_list_that_the_server_gives_back_has_the_same_print_and_key()
    {
        var content = ListContent.Of(List);
        var stored = JObject.Parse(
            """
            {"id":"keriostorage://contact/1","folderId":"f","watermark":3,"type":"ctDistributionList","commonName":"Team","surName":"","comment":"Zeile\nzwei",
             "categories":["a","b"],"isGalContact":false,"emailAddresses":[
              {"address":"","name":"Inner","type":"RefDistributionList","refId":"keriostorage://contact/9","preferred":false},
              {"address":"a@x","name":"A","type":"RefContact","refId":"keriostorage://contact/8","isValidCertificate":false},
              {"address":"b@x","name":"","type":"EmailWork","refId":""}]}
            """);
        Assert.Equal(content.Fingerprint, CanonicalJson.FingerprintOf(CanonicalList.Of(stored)));
        Assert.Equal(content.Key, CanonicalList.KeyOf(stored));

        // A reference that became an address is another content, and the same list.
        stored["emailAddresses"]![1]!["type"] = "EmailOther";
        Assert.NotEqual(content.Fingerprint, CanonicalJson.FingerprintOf(CanonicalList.Of(stored)));
        Assert.Equal(content.Key, CanonicalList.KeyOf(stored));
        stored["emailAddresses"]![1]!["address"] = "c@x";
        Assert.NotEqual(content.Key, CanonicalList.KeyOf(stored));
    }

    [Fact]
    public void What_is_empty_and_what_is_missing_is_the_same() => Assert.Equal(
        CanonicalJson.FingerprintOf(CanonicalList.Of(new JObject { ["commonName"] = "A" })),
        CanonicalJson.FingerprintOf(CanonicalList.Of(JObject.Parse("""{"commonName":"A","comment":"","categories":[],"emailAddresses":[]}"""))));

    [Fact]
    public void A_window_left_of_the_first_screen_has_no_place_in_Kerio()
    {
        var converted = NoteConverter.Convert(new StickyNote { Text = "A", Position = new NotePosition(-5, 20, 300, 200) });
        Assert.Null(converted.Position);
        Assert.Equal("The place of its window.", Assert.Single(converted.Losses));
        Assert.Equal("""{"color":"Yellow","text":"A"}""", Encoding.UTF8.GetString(NoteContent.Of(converted).Bytes));
    }
}
