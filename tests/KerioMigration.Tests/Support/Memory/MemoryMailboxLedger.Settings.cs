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
}
