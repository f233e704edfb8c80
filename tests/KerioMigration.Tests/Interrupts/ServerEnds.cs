using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;

namespace KerioMigration.Tests.Interrupts;

/// <summary>One of the users of two servers on sockets. Nobody waits for time to pass.</summary>
internal sealed class ServerEnds(SimulatedExchange exchange, SimulatedKerio kerio, SeededUser user) : TwoEnds
{
    private static readonly Dictionary<string, MessageFlags> Flags = new(StringComparer.Ordinal)
    {
        ["\\Seen"] = MessageFlags.Seen, ["\\Answered"] = MessageFlags.Answered, ["\\Flagged"] = MessageFlags.Flagged, ["\\Draft"] = MessageFlags.Draft,
    };

    private readonly Dictionary<char, (Mail Mail, SeededItem Item)> arrived = [];

    public override UserMapping User { get; } = new() { Source = new MailboxRef(user.PrimarySmtpAddress), DestinationLogin = user.Alias };

    public override void Arrive(string folder, IReadOnlyList<Mail> mails)
    {
        var target = FolderOf(folder);
        foreach (var mail in mails)
        {
            arrived[mail.Letter] = (mail, user.Mailbox.AddItem(target, new SeededItem
            {
                ItemClass = "IPM.Note",
                Subject = mail.Subject,
                MessageId = mail.MessageId,
                Received = mail.Received,
                Sent = mail.Received,
                Created = mail.Received,
                Modified = mail.Received,
                IsRead = mail.Flags.HasFlag(MessageFlags.Seen),
                LastVerb = mail.Flags.HasFlag(MessageFlags.Answered) ? 102 : null,
                FlagStatus = mail.Flags.HasFlag(MessageFlags.Flagged) ? 2 : 0,
                OtherMessageFlags = 2,
                Content = MailContent.Of(mail.Bytes),
            }));
        }
    }

    public override void Change(MailChange change)
    {
        var (mail, item) = arrived[change.Letter];
        if (change.Kind == MailChangeKind.Delete)
        {
            user.Mailbox.DeleteItem(item);
            return;
        }

        mail = change.Apply(mail);
        switch (change.Kind)
        {
            case MailChangeKind.Move:
                user.Mailbox.MoveItem(item, FolderOf(change.Argument));
                break;
            case MailChangeKind.Flag when mail.Flags == MessageFlags.Seen && item is { IsRead: false, FlagStatus: 0, LastVerb: null }:
                user.Mailbox.SetRead(item, isRead: true);
                break;
            default:
                user.Mailbox.UpdateItem(item, i =>
                {
                    (i.Subject, i.Content) = (mail.Subject, MailContent.Of(mail.Bytes));
                    i.IsRead = mail.Flags.HasFlag(MessageFlags.Seen);
                    i.LastVerb = mail.Flags.HasFlag(MessageFlags.Answered) ? 102 : null;
                    i.FlagStatus = mail.Flags.HasFlag(MessageFlags.Flagged) ? 2 : 0;
                });
                break;
        }

        arrived[change.Letter] = (mail, item);
    }

    public override Connections Connect() => ServerConnections.Open(exchange, kerio);

    public override async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadAsync() =>
        (await DestinationMailbox.ReadAsync(kerio, user.PrimarySmtpAddress)).ToDictionary(
            f => f.Path,
            IReadOnlyList<string> (f) => [.. f.Messages.Select(m => Mail.PrintOf(FlagsOf(m.Flags), m.InternalDate, Encoding.ASCII.GetString(m.Bytes)))]);

    private static MessageFlags FlagsOf(IEnumerable<string> names) =>
        names.Aggregate(MessageFlags.None, (flags, name) => flags | Flags.GetValueOrDefault(name));

    private SeededFolder FolderOf(string path)
    {
        var cut = path.LastIndexOf('/');
        var parent = cut < 0 ? user.Mailbox.TopOfInformationStore : FolderOf(path[..cut]);
        var name = path[(cut + 1)..];
        return parent.Children.FirstOrDefault(f => f.DisplayName == name) ?? user.Mailbox.AddFolder(parent, name);
    }
}
