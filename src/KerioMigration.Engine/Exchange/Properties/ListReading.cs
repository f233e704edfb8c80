using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Contacts;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>Distribution lists. Members that stand in the mailbox, too, are known by their own keys: those of a whole batch are read together.</summary>
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
        List<IReadOnlyList<Element>> members = [];
        foreach (var list in read)
        {
            members.Add(await MembersAsync(list, cancellationToken).ConfigureAwait(false));
        }

        await people.LookUpAsync(members.SelectMany(m => m), cancellationToken).ConfigureAwait(false);
        var known = await keys.ReadAllAsync(members.SelectMany(m => m).Select(IdOf).OfType<string>(), cancellationToken).ConfigureAwait(false);
        return [.. read.Zip(members, (list, own) => Read(list.Element!, list.Item.Id, own, people, known))];
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

    private static ListMember Member(Element mailbox, AddressBook people, IReadOnlyDictionary<string, ReadProperties> keys)
    {
        var kind = mailbox.Value("MailboxType")?.Trim() switch
        {
            "Contact" => ListMemberKind.Contact,
            "PrivateDL" => ListMemberKind.PrivateList,
            "Mailbox" or "PublicDL" or "PublicFolder" or "GroupMailbox" => ListMemberKind.Directory,
            _ => ListMemberKind.OneOff,
        };
        var key = IdOf(mailbox) is { } id && keys.TryGetValue(id, out var read) && read.Element is { } element ? Fields.KeyOf(element, id) : null;
        return new ListMember(kind, mailbox.Value("Name"), people.SmtpOf(mailbox), key);
    }

    private static string? IdOf(Element mailbox) => mailbox.Child("ItemId")?.Attribute("Id");

    private async Task<IReadOnlyList<Element>> MembersAsync(ReadProperties list, CancellationToken cancellationToken)
    {
        if (list.Element!.Child("Members") is { } told)
        {
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
