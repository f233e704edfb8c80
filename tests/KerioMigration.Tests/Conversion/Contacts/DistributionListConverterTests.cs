using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using KerioMigration.Engine.Conversion.Contacts;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Contacts;
using Xunit;

namespace KerioMigration.Tests.Conversion.Contacts;

public sealed class DistributionListConverterTests
{
    [Fact]
    public void A_member_is_an_address_and_a_contact_is_referred_to_as_well()
    {
        var contact = ContactConverter.Convert(new Contact { SourceKey = "c1" });
        var list = Single(List(
            "l",
            OneOff("a@x"),
            new ListMember(ListMemberKind.Directory, "Alle", "alle@x"),
            new ListMember(ListMemberKind.Contact, "C", "c@x", "c1"),
            new ListMember(ListMemberKind.Contact, null, "d@x")));
        Assert.Equal(
            [
                new ConvertedMember(MemberType.EmailOther, "a@x", null),
                new ConvertedMember(MemberType.EmailOther, "alle@x", "Alle"),
                new ConvertedMember(MemberType.RefContact, "c@x", "C", contact.Uid),
                new ConvertedMember(MemberType.EmailOther, "d@x", null),
            ],
            list.Members);
        Assert.Empty(list.Losses);
    }

    [Fact]
    public void A_member_without_an_address_is_a_loss_and_one_that_stands_there_twice_is_one()
    {
        var list = Single(List(
            "l",
            new ListMember(ListMemberKind.Contact, "Alt", null, "c1"),
            new ListMember(ListMemberKind.Directory, null, "/o=Org/cn=x"),
            OneOff("a@x"),
            OneOff("A@X"),
            new ListMember(ListMemberKind.PrivateList, "Fort", null, "gone")));
        Assert.Equal(new ConvertedMember(MemberType.EmailOther, "a@x", null), Assert.Single(list.Members));
        Assert.Equal(
            [
                "No SMTP address is known for the member Alt.",
                "No SMTP address is known for the member /o=Org/cn=x.",
                "No SMTP address is known for the member Fort.",
            ],
            list.Losses);
    }

    [Fact]
    public void A_nested_list_is_a_reference_with_everybody_in_it()
    {
        var inner = List("inner", OneOff("i@x"), new ListMember(ListMemberKind.Contact, "C", "c@x", "c1"));
        var middle = List("middle", Nested("inner"), OneOff("m@x")) with { Nested = [inner] };
        var outer = Single(List("outer", Nested("middle"), Nested("inner"), OneOff("o@x")) with { Nested = [middle, inner] });
        Assert.Equal(
            [
                new ConvertedMember(MemberType.RefDistributionList, null, "middle", Single(middle).Uid),
                new ConvertedMember(MemberType.RefDistributionList, null, "inner", Single(inner).Uid),
                new ConvertedMember(MemberType.EmailOther, "o@x", null),
            ],
            outer.Members.Select(m => m with { Everybody = [] }));
        ConvertedMember[] everybody = [new(MemberType.EmailCustom, "i@x", null), new(MemberType.EmailCustom, "c@x", "C")];
        Assert.Equal([.. everybody, new ConvertedMember(MemberType.EmailCustom, "m@x", null)], outer.Members[0].Everybody);
        Assert.Equal(everybody, outer.Members[1].Everybody);
        Assert.Empty(outer.Losses);
    }

    [Fact]
    public void Lists_that_contain_each_other_get_their_members_one_by_one()
    {
        var lists = ConvertAll(
        [
            List("a", OneOff("a@x"), Nested("b")),
            List("b", OneOff("b@x"), Nested("a"), Nested("c")),
            List("c", OneOff("c@x")),
            List("self", Nested("self"), OneOff("s@x")),
        ]);
        var (a, b, c, self) = (Named(lists, "a"), Named(lists, "b"), Named(lists, "c"), Named(lists, "self"));
        Assert.Equal(["a@x", "b@x", c.Uid], a.Members.Select(m => m.Address ?? m.ReferenceUid));
        Assert.Equal(["b@x", "a@x", c.Uid], b.Members.Select(m => m.Address ?? m.ReferenceUid));
        Assert.Equal("b and this list contain each other; its members are carried one by one.", Assert.Single(a.Losses));
        Assert.Equal("a and this list contain each other; its members are carried one by one.", Assert.Single(b.Losses));
        Assert.Equal(["s@x"], self.Members.Select(m => m.Address));
    }

    /// <summary>However lists stand in each other: the same people are reached, with all references and without, and no reference leads round.</summary>
    [Fact]
    public void Everybody_in_any_nesting_is_reached() => Gen.Int[0, 7].Array[0, 6].Array[1, 8].Sample(
        nesting =>
        {
            var lists = nesting.Select((inner, n) => List($"l{n}", [OneOff($"m{n}@x"), .. inner.Select(i => Nested($"l{i}"))])).ToList();
            var converted = ConvertAll(lists).ToDictionary(l => l.Uid, StringComparer.Ordinal);
            foreach (var list in converted.Values)
            {
                var people = Closure(nesting, list.CommonName).ToList();
                Assert.Equal(people, Reached(list, converted, depth: 0).Distinct().Order(StringComparer.Ordinal));
                Assert.Equal(people, list.Members.SelectMany(m => m.Address is { } own ? [own] : m.Everybody.Select(e => e.Address!)).Distinct().Order(StringComparer.Ordinal));
            }
        },
        iter: 2000, threads: 1);

    [Fact]
    public void What_a_list_of_Kerio_has_no_place_for_is_a_loss()
    {
        var list = Single(new DistributionList
        {
            SourceKey = "l",
            Name = "\0 ",
            Notes = "N",
            Categories = ["A, B"],
            Sensitivity = Sensitivity.Private,
            AttachmentNames = ["a.pdf"],
        });
        Assert.Equal(("(nameless)", "N", "A, B"), (list.CommonName, list.Comment, Assert.Single(list.Categories)));
        Assert.Equal(["Sensitivity Private.", "Attachments: a.pdf."], list.Losses);
    }

    private static IEnumerable<string> Reached(ConvertedDistributionList list, Dictionary<string, ConvertedDistributionList> all, int depth)
    {
        Assert.True(depth <= all.Count, "References lead round.");
        return list.Members.SelectMany(m => m.Address is { } own ? [own] : Reached(all[m.ReferenceUid!], all, depth + 1));
    }

    private static IEnumerable<string> Closure(int[][] nesting, string name)
    {
        var seen = new HashSet<int>();
        Visit(int.Parse(name[1..], System.Globalization.CultureInfo.InvariantCulture));
        return seen.Select(n => $"m{n}@x").Order(StringComparer.Ordinal);

        void Visit(int n)
        {
            if (n < nesting.Length && seen.Add(n))
            {
                Array.ForEach(nesting[n], Visit);
            }
        }
    }

    private static ConvertedDistributionList Single(DistributionList list) =>
        DistributionListConverter.Convert(list);

    /// <summary>Each of them as it is read: with the others that it leads to.</summary>
    private static IReadOnlyList<ConvertedDistributionList> ConvertAll(IReadOnlyList<DistributionList> lists) =>
        [.. lists.Select(l => Single(l with { Nested = [.. lists.Where(other => other != l)] }))];

    private static ConvertedDistributionList Named(IEnumerable<ConvertedDistributionList> lists, string name) =>
        lists.Single(l => l.CommonName == name);

    private static DistributionList List(string name, params ListMember[] members) => new() { SourceKey = name, Name = name, Members = members };

    private static ListMember OneOff(string address) => new(ListMemberKind.OneOff, null, address);

    private static ListMember Nested(string key) => new(ListMemberKind.PrivateList, key, null, key);
}
