using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Contacts;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>
/// Distribution lists, and the lists within them: what becomes of one must not depend on what else is read. Members that stand in the
/// mailbox, too, are known by their own keys: those of a whole batch are read together.
/// </summary>
internal sealed class ListReading(EwsClient client, OpenedMailbox mailbox, AddressBook people)
    : KindReading(new PropertyReading(client, mailbox, Shape(mailbox.Context.Schema), Core))
{
    /// <summary>Of contacts as of lists: no field of either kind.</summary>
    private static readonly PropertyShape Keys = new([], [], [Fields.SourceKey, Fields.RecordKey]);

    private readonly PropertyReading keys = new(client, mailbox, Keys, Keys);
    private readonly ItemQuestion question = new(client, mailbox.Context);

    public static PropertyShape Core { get; } = new([.. Fields.Core, "contacts:DisplayName"], [], [Fields.SourceKey]);

    public static PropertyShape Shape(EwsSchema schema) => new(
        [.. Fields.Always, "contacts:DisplayName", "contacts:FileAs", .. schema >= EwsSchema.Exchange2010 ? ["distributionlist:Members"] : (string[])[]],
        [],
        [Fields.SourceKey, Fields.RecordKey],
        BodyType: "Text");

    public override async Task<IReadOnlyList<ItemProperties?>> ComposeAsync(IReadOnlyList<ReadProperties> read, CancellationToken cancellationToken)
    {
        var found = await FindNestedAsync(read, cancellationToken).ConfigureAwait(false);
        var members = found.SelectMany(f => f.Members).ToList();
        await people.LookUpAsync(members, cancellationToken).ConfigureAwait(false);
        var known = await keys.ReadAllAsync(members.Select(IdOf).OfType<string>(), cancellationToken).ConfigureAwait(false);
        List<DistributionList> lists = [.. found.Select(f => Read(f.List.Element!, f.List.Item.Id, f.Members, people, known))];
        return [.. lists.Take(read.Count).Select(l => l with { Nested = NestedIn(l, lists) })];
    }

    public static DistributionList Read(
        Element item, string id, IReadOnlyList<Element> members, AddressBook people, IReadOnlyDictionary<string, ReadProperties> keys) => new()
    {
        SourceKey = Fields.KeyOf(item, id),
        Name = item.Value("DisplayName") ?? item.Value("FileAs") ?? item.Value("Subject"),
        Members = [.. members.Select(m => Member(m, people, keys))],
        Notes = item.TextBody(),
        Categories = item.Strings("Categories"),
        Sensitivity = item.Choice("Sensitivity", Sensitivity.Normal),
        AttachmentNames = item.AttachmentNames(),
    };

    /// <summary>The lists themselves, in their order, and behind them whatever they lead to; one that cannot be read is left out.</summary>
    private async Task<List<(ReadProperties List, IReadOnlyList<Element> Members)>> FindNestedAsync(
        IReadOnlyList<ReadProperties> read, CancellationToken cancellationToken)
    {
        var found = new List<(ReadProperties List, IReadOnlyList<Element> Members)>();
        var seen = new HashSet<string>(read.Select(r => r.Item.Id), StringComparer.Ordinal);
        while (read.Count > 0)
        {
            var inner = new List<string>();
            foreach (var list in read)
            {
                var members = await MembersAsync(list, cancellationToken).ConfigureAwait(false);
                found.Add((list, members));
                inner.AddRange(members.Where(m => KindOf(m) == ListMemberKind.PrivateList).Select(IdOf).OfType<string>().Where(seen.Add));
            }

            var next = await Reading.ReadAllAsync(inner, cancellationToken).ConfigureAwait(false);
            read = [.. inner.Select(id => next[id]).Where(r => r.Element is not null)];
        }

        return found;
    }

    private static IReadOnlyList<DistributionList> NestedIn(DistributionList outer, IReadOnlyList<DistributionList> lists)
    {
        var reached = new List<DistributionList> { outer };
        for (var at = 0; at < reached.Count; at++)
        {
            var keys = reached[at].Members.Where(m => m.Kind == ListMemberKind.PrivateList).Select(m => m.SourceKey).ToList();
            reached.AddRange(lists.Where(l => keys.Contains(l.SourceKey) && !reached.Exists(r => r.SourceKey == l.SourceKey)).ToList());
        }

        return [.. reached.Skip(1)];
    }

    private static ListMember Member(Element mailbox, AddressBook people, IReadOnlyDictionary<string, ReadProperties> keys)
    {
        var key = IdOf(mailbox) is { } id && keys.TryGetValue(id, out var read) && read.Element is { } element ? Fields.KeyOf(element, id) : null;
        return new ListMember(KindOf(mailbox), mailbox.Value("Name"), people.SmtpOf(mailbox), key);
    }

    private static ListMemberKind KindOf(Element mailbox) => mailbox.Value("MailboxType")?.Trim() switch
    {
        "Contact" => ListMemberKind.Contact,
        "PrivateDL" => ListMemberKind.PrivateList,
        "Mailbox" or "PublicDL" or "PublicFolder" or "GroupMailbox" => ListMemberKind.Directory,
        _ => ListMemberKind.OneOff,
    };

    // Unrecognized or Demoted: nobody's, or no longer who it was ([MS-OXWSDLIST] 2.2.5.1).
    private static bool IsInDoubt(Element member) => member.Value("Status")?.Trim() is not (null or "" or "Normal");

    private static string NameOf(Element member) =>
        member.Child("Mailbox") is { } mailbox && (mailbox.Value("Name") ?? mailbox.Value("EmailAddress")) is { Length: > 0 } name ? name : "(nameless)";

    private static string? IdOf(Element mailbox) => mailbox.Child("ItemId")?.Attribute("Id");

    private async Task<IReadOnlyList<Element>> MembersAsync(ReadProperties list, CancellationToken cancellationToken)
    {
        if (list.Element!.Child("Members") is { } told)
        {
            list.Losses.AddRange(told.Children.Where(IsInDoubt).Select(m => $"Exchange marks the member {NameOf(m)} as {m.Value("Status")}."));
            return [.. told.Children.Select(m => m.Child("Mailbox") ?? new Element("Mailbox"))];
        }

        if (mailbox.Context.Schema >= EwsSchema.Exchange2013 && list.Obstacle is null)
        {
            return [];
        }

        // Not there: a list without members, a version that does not tell them so, or an item that does not tell them.
        var (expansion, failure) = await question.AskAsync(new ExpandDL(list.Item.Id), cancellationToken).ConfigureAwait(false);
        if (failure is not null)
        {
            list.Losses.Add($"Its members could not be read: {failure.Message}");
        }

        return [.. expansion?.Children.Where(m => m.Name == "Mailbox") ?? []];
    }
}
