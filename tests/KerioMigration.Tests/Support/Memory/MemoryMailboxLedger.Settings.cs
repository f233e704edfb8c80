using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Tests.Support.Memory;

internal sealed partial class MemoryMailboxLedger
{
    public Task<IReadOnlyCollection<string>> ReadSettingsAsync(MailboxPart part, CancellationToken cancellationToken) =>
        DoAsync<IReadOnlyCollection<string>>(() => [.. mailbox.Settings.Where(s => s.Part == part).Select(s => s.Value)], cancellationToken);

    public Task NoteSettingAsync(MailboxPart part, string value, CancellationToken cancellationToken) =>
        DoAsync(() => { mailbox.Settings.Add((part, value)); }, cancellationToken);

    public Task ForgetSettingAsync(MailboxPart part, string value, CancellationToken cancellationToken) =>
        DoAsync(() => { mailbox.Settings.Remove((part, value)); }, cancellationToken);

    public Task IntendPartsAsync(IReadOnlyList<PartEntry> entries, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            foreach (var entry in entries)
            {
                var known = mailbox.Parts.FindAll(entry.IsOfSame);
                var built = known.Find(k => k.After == entry.Before);
                mailbox.Parts.RemoveAll(p => built is null ? entry.IsOfSame(p) : entry.IsOfSame(p) && p.After == entry.After);
                mailbox.Parts.Add(entry with { Before = built?.Before ?? entry.Before });
            }
        },
        cancellationToken);

    public Task<IReadOnlyList<PartEntry>> ReadPartsAsync(CancellationToken cancellationToken) => DoAsync(() => mailbox.OrderedParts, cancellationToken);

    public Task ForgetPartsAsync(IReadOnlyList<PartEntry> entries, CancellationToken cancellationToken) =>
        DoAsync(() => { mailbox.Parts.RemoveAll(p => entries.Any(e => e.IsOfSame(p))); }, cancellationToken);
}
