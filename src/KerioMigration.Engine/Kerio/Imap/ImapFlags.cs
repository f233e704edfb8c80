using System.Collections.Generic;
using System.Linq;
using MailKit;
using MessageFlags = KerioMigration.Engine.Model.MessageFlags;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>Our flags in MailKit's terms: system flags there, keywords beside them.</summary>
internal static class ImapFlags
{
    private static readonly (MailKit.MessageFlags Theirs, MessageFlags Ours)[] SystemFlags =
    [
        (MailKit.MessageFlags.Seen, MessageFlags.Seen),
        (MailKit.MessageFlags.Answered, MessageFlags.Answered),
        (MailKit.MessageFlags.Flagged, MessageFlags.Flagged),
        (MailKit.MessageFlags.Draft, MessageFlags.Draft),
    ];

    private static readonly (string Keyword, MessageFlags Ours)[] Keywords =
        [("$Forwarded", MessageFlags.Forwarded), ("$MDNSent", MessageFlags.MdnSent)];

    /// <summary>The flags that stay with a message of this folder; it must be open for writing.</summary>
    public static MessageFlags KeptBy(IMailFolder folder)
    {
        var any = (folder.PermanentFlags & MailKit.MessageFlags.UserDefined) != 0 ? MessageFlags.Forwarded | MessageFlags.MdnSent : MessageFlags.None;
        return any | Ours(folder.PermanentFlags, KeywordsOf<IMailFolder>(folder, nameof(IMailFolder.PermanentKeywords)));
    }

    public static MessageFlags Of(IMessageSummary summary) =>
        Ours(summary.Flags ?? MailKit.MessageFlags.None, KeywordsOf<IMessageSummary>(summary, nameof(IMessageSummary.Keywords)));

    public static bool IsDeleted(IMessageSummary summary) => ((summary.Flags ?? MailKit.MessageFlags.None) & MailKit.MessageFlags.Deleted) != 0;

    public static StoreFlagsRequest Request(StoreAction action, MessageFlags flags) => new(
        action,
        SystemFlags.Where(f => (flags & f.Ours) != 0).Aggregate(MailKit.MessageFlags.None, (all, f) => all | f.Theirs),
        Keywords.Where(k => (flags & k.Ours) != 0).Select(k => k.Keyword))
    {
        Silent = true,
    };

    private static MessageFlags Ours(MailKit.MessageFlags flags, IEnumerable<string> keywords) => keywords.Aggregate(
        SystemFlags.Where(f => (flags & f.Theirs) != 0).Aggregate(MessageFlags.None, (all, f) => all | f.Ours),
        (all, keyword) => all | ImapText.Flag(keyword));

    // MailKit's builds for newer frameworks declare these properties with another set type; a direct call binds to one of them alone.
    private static IEnumerable<string> KeywordsOf<T>(T owner, string property) =>
        (IEnumerable<string>?)typeof(T).GetProperty(property)?.GetValue(owner) ?? [];
}
