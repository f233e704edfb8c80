using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Transfer;
using KerioMigration.Tests.Support.Memory;

namespace KerioMigration.Tests.Interrupts;

/// <summary>The doubles.</summary>
/// <param name="places">Receipts say where an item is (UIDPLUS).</param>
internal sealed class MemoryEnds(bool places) : TwoEnds
{
    private readonly MemorySource source = new("anna@example.org");
    private readonly MemoryDestination destination = new() { GivesPlaces = places };
    private readonly MemoryDirectory directory = new();
    private readonly Dictionary<string, FolderRef> folders = new(StringComparer.Ordinal);
    private readonly Dictionary<char, (Mail Mail, ItemRef Item, FolderRef Folder)> arrived = [];

    public override UserMapping User { get; } = new() { Source = new MailboxRef("anna@example.org"), DestinationLogin = "anna" };

    public override void Arrive(string folder, IReadOnlyList<Mail> mails)
    {
        var target = FolderOf(folder);
        foreach (var mail in mails)
        {
            arrived[mail.Letter] = (mail, source.AddMessage(target, mail.Subject, mail.Flags, mail.Received, mail.Text), target);
        }
    }

    public override void Change(MailChange change)
    {
        var (mail, item, folder) = arrived[change.Letter];
        if (change.Kind == MailChangeKind.Delete)
        {
            source.Delete(folder, item);
            return;
        }

        mail = change.Apply(mail);
        switch (change.Kind)
        {
            case MailChangeKind.Edit:
                source.Edit(folder, item, mail.Text);
                break;
            case MailChangeKind.Flag:
                source.SetFlags(folder, item, mail.Flags);
                break;
            default:
                item = source.Move(folder, item, FolderOf(change.Argument));
                folder = FolderOf(change.Argument);
                break;
        }

        arrived[change.Letter] = (mail, item, folder);
    }

    public override Connections Connect() => new(
        new MigrationEndpoints
        {
            Directory = directory,
            ResourceDirectory = new MemoryResourceDirectory(),
            OpenSource = _ => source,
            OpenDestinationAsync = (_, _) => Task.FromResult<IDestinationMailbox>(destination),
        },
        TimeProvider.System);

    public override Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadAsync() =>
        Task.FromResult<IReadOnlyDictionary<string, IReadOnlyList<string>>>(destination.Messages.ToDictionary(
            f => f.Key, IReadOnlyList<string> (f) => [.. f.Value.Select(m => Mail.PrintOf(m.Flags, m.Date, Encoding.ASCII.GetString(m.Bytes)))]));

    private FolderRef FolderOf(string path)
    {
        if (folders.TryGetValue(path, out var known))
        {
            return known;
        }

        var cut = path.LastIndexOf('/');
        var parent = cut < 0 ? null : FolderOf(path[..cut]);
        return folders[path] = source.AddFolder(path[(cut + 1)..], path == "Inbox" ? FolderRole.Inbox : FolderRole.None, parent);
    }
}
