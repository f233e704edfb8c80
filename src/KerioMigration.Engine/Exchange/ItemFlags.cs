using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>States of a message out of MAPI properties (reference: MS-OXCMSG 2.2.1.6, MS-OXOFLAG 2.2.1.1).</summary>
internal static class ItemFlags
{
    private const int Read = 0x1;
    private const int Unsent = 0x8;
    private const int Reply = 102;
    private const int ReplyAll = 103;
    private const int Forward = 104;
    private const int Flagged = 2;

    public static MessageFlags Of(EwsItem item)
    {
        var state = item.Property(GetItem.FlagsTag);
        var verb = item.Property(GetItem.VerbTag);
        return When(item.IsRead ?? (state & Read) != 0, MessageFlags.Seen)
            | When((state & Unsent) != 0, MessageFlags.Draft)
            | When(verb is Reply or ReplyAll, MessageFlags.Answered)
            | When(verb == Forward, MessageFlags.Forwarded)
            | When(item.Property(GetItem.FollowUpTag) == Flagged, MessageFlags.Flagged)
            // Also on unread messages: their senders must not get a receipt years late because the mail moved.
            | When(item.IsReadReceiptRequested, MessageFlags.MdnSent);
    }

    private static MessageFlags When(bool condition, MessageFlags flag) => condition ? flag : MessageFlags.None;
}
