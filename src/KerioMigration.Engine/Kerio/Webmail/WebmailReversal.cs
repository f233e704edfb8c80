using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Settings;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Kerio.Webmail;

/// <summary>Takes back what runs have set for one mailbox. One call at a time.</summary>
internal sealed class WebmailReversal(WebmailMailbox mailbox)
{
    private IReadOnlyList<DestinationFolder>? folders;

    private WebmailSettings Settings => mailbox.Settings;

    /// <inheritdoc cref="IPartReversal.ReverseAsync"/>
    /// <param name="isPreview">As <see cref="IPartReversal.PreviewAsync"/>.</param>
    public Task<IReadOnlyList<ReversedPart>> ReverseAsync(IReadOnlyList<PartEntry> entries, bool isPreview, CancellationToken cancellationToken) => entries[0].Part switch
    {
        MailboxPart.Permission => ReverseRightsAsync(entries, isPreview, cancellationToken),
        MailboxPart.Delegate => ReverseDelegatesAsync(entries, isPreview, cancellationToken),
        MailboxPart.OutOfOffice => ReverseReplyAsync(entries, isPreview, cancellationToken),
        MailboxPart.InboxRule => Settings.RemoveRulesAsync(entries, isPreview, cancellationToken),
        var other => throw new InvalidOperationException($"Nothing of {other} is ever set for a mailbox."),
    };

    private async Task<IReadOnlyList<ReversedPart>> ReverseRightsAsync(IReadOnlyList<PartEntry> entries, bool isPreview, CancellationToken cancellationToken)
    {
        folders ??= await mailbox.ListFoldersAsync(cancellationToken).ConfigureAwait(false);
        var folder = folders.FirstOrDefault(f => f.FullName == entries[0].Place);
        var there = folder is null ? [] : (await Settings.ReadPermissionsAsync(folder.FullName, cancellationToken).ConfigureAwait(false)).Where(p => !p.Inherited).ToList();
        var (reversed, left) = Reverse(
            entries, there, p => (p.Principal, p.Level), (p, before) => FolderPermission.Of(p.Principal, before), $"right on \"{string.Join("/", folder?.Path ?? [])}\" of");
        if (IsAny(reversed) && !isPreview)
        {
            await Settings.WritePermissionsAsync(folder!.FullName, left, cancellationToken).ConfigureAwait(false);
            var now = (await Settings.ReadPermissionsAsync(folder.FullName, cancellationToken).ConfigureAwait(false)).Where(p => !p.Inherited).ToList();
            RequireGone(reversed, now.Select(p => (p.Principal, p.Level)));
        }

        return reversed;
    }

    private async Task<IReadOnlyList<ReversedPart>> ReverseDelegatesAsync(IReadOnlyList<PartEntry> entries, bool isPreview, CancellationToken cancellationToken)
    {
        var there = await Settings.ReadDelegatesAsync(cancellationToken).ConfigureAwait(false);
        var (reversed, left) = Reverse(entries, there, d => (d.Principal, d.Level), (d, before) => d.With(before), "delegate");
        if (IsAny(reversed) && !isPreview)
        {
            await Settings.WriteDelegatesAsync(left, cancellationToken).ConfigureAwait(false);
            var now = await Settings.ReadDelegatesAsync(cancellationToken).ConfigureAwait(false);
            RequireGone(reversed, now.Select(d => (d.Principal, d.Level)));
        }

        return reversed;
    }

    /// <summary>A run sets it only where there is none.</summary>
    private async Task<IReadOnlyList<ReversedPart>> ReverseReplyAsync(IReadOnlyList<PartEntry> entries, bool isPreview, CancellationToken cancellationToken)
    {
        var there = await Settings.ReadReplyAsync(cancellationToken).ConfigureAwait(false);
        var outcome = ReversedPart.Judge(entries, there.IsEmpty ? null : there.Fingerprint);
        await (outcome == PartReversal.TakenBack && !isPreview ? Settings.WriteReplyAsync(new AutomaticReply(false, ""), cancellationToken) : Task.CompletedTask).ConfigureAwait(false);
        return [new ReversedPart(entries[0], outcome, "out of office")];
    }

    /// <returns>What becomes of each, and the list as it is to be.</returns>
    private static (IReadOnlyList<ReversedPart> Reversed, IReadOnlyList<T> Left) Reverse<T>(
        IReadOnlyList<PartEntry> entries, IReadOnlyList<T> there, Func<T, (Principal Principal, string Level)> read, Func<T, string, T> put, string what)
        where T : class
    {
        List<ReversedPart> reversed = [];
        var left = there.ToList();
        foreach (var group in entries.GroupBy(e => e.Name))
        {
            var index = left.FindIndex(t => read(t).Principal.Key == group.Key);
            var found = index < 0 ? null : left[index];
            var outcome = ReversedPart.Judge(group, found is null ? null : read(found).Level);
            reversed.Add(new ReversedPart(group.First(), outcome, $"{what} {(found is null ? group.Key : read(found).Principal.Name)}"));
            if (outcome == PartReversal.TakenBack)
            {
                left.RemoveAt(index);
                left.InsertRange(index, group.First().Before is { Length: > 0 } before ? [put(found!, before)] : []);
            }
        }

        return (reversed, left);
    }

    private static bool IsAny(IReadOnlyList<ReversedPart> reversed) => reversed.Any(r => r.Outcome == PartReversal.TakenBack);

    private static void RequireGone(IReadOnlyList<ReversedPart> reversed, IEnumerable<(Principal Principal, string Level)> now)
    {
        var stuck = reversed.FirstOrDefault(r => r.Outcome == PartReversal.TakenBack && now.Any(n => n.Principal.Key == r.Entry.Name && n.Level != r.Entry.Before));
        if (stuck is not null)
        {
            throw new MigrationException(new Failure(
                FailureScope.Folder, FailureRemedy.None, Reason.AccessDenied, $"Kerio Connect kept the {stuck.What}."));
        }
    }
}
