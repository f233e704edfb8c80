using System;
using System.Collections.Generic;
using KerioMigration.Engine.Model.Contacts;

namespace KerioMigration.Engine.Conversion.Contacts;

/// <summary>The members of one list, each of them once.</summary>
/// <param name="isForAnother">They stand in for a list within another: all are addresses.</param>
internal sealed class ListMembers(ListNesting nesting, bool isForAnother = false)
{
    private readonly List<ConvertedMember> converted = [];
    private readonly List<string> losses = [];
    private readonly HashSet<string> addresses = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> references = new(StringComparer.Ordinal);
    private readonly HashSet<string> opened = new(StringComparer.Ordinal);

    public IReadOnlyList<ConvertedMember> Converted => converted;

    public IReadOnlyList<string> Losses => losses;

    public void Add(DistributionList list)
    {
        if (!opened.Add(list.SourceKey))
        {
            return;
        }

        foreach (var member in list.Members)
        {
            if (nesting.Find(member) is { } inner)
            {
                AddList(list, inner);
            }
            else
            {
                AddAddress(member);
            }
        }
    }

    private void AddList(DistributionList outer, DistributionList inner)
    {
        if (isForAnother)
        {
            Add(inner);
        }
        else if (opened.Contains(inner.SourceKey))
        {
            return;
        }
        else if (nesting.Leads(inner, outer))
        {
            losses.Add($"{DistributionListConverter.NameOf(inner)} and this list contain each other; its members are carried one by one.");
            Add(inner);
        }
        else if (references.Add(inner.SourceKey))
        {
            converted.Add(new ConvertedMember(
                MemberType.RefDistributionList, null, DistributionListConverter.NameOf(inner), SourceUid.Of(inner.SourceKey)) { Everybody = EverybodyIn(inner) });
        }
    }

    private IReadOnlyList<ConvertedMember> EverybodyIn(DistributionList list)
    {
        var all = new ListMembers(nesting, isForAnother: true);
        all.Add(list);
        return all.Converted;
    }

    private void AddAddress(ListMember member)
    {
        var name = FilledText.Filled(member.Name);
        if (!ContactTexts.IsSmtp(member.Address))
        {
            losses.Add($"No SMTP address is known for the member {name ?? FilledText.Filled(member.Address) ?? "(nameless)"}.");
        }
        else if (addresses.Add(member.Address!))
        {
            converted.Add((isForAnother, member) switch
            {
                (true, _) => new ConvertedMember(MemberType.EmailCustom, member.Address, name),
                (false, { Kind: ListMemberKind.Contact, SourceKey: { } key }) => new ConvertedMember(MemberType.RefContact, member.Address, name, SourceUid.Of(key)),
                _ => new ConvertedMember(MemberType.EmailOther, member.Address, name),
            });
        }
    }
}
