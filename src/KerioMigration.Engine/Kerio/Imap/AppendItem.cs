using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>One message on its way, and in which form it goes.</summary>
internal sealed class AppendItem
{
    private AppendItem(ConvertedItem item, int index, MessageFlags keptFlags)
    {
        Index = index;
        Item = item;
        Flags = item.Flags & keptFlags;
        Date = item.InternalDate;
    }

    public ConvertedItem Item { get; }

    /// <summary>Its place in the call.</summary>
    public int Index { get; }

    public MessageFlags Flags { get; }

    /// <summary>Null: the server takes the present time.</summary>
    public DateTimeOffset? Date { get; private set; }

    /// <summary>RFC 3501, 4.3 forbids NUL in a literal; some servers take it all the same.</summary>
    public bool HoldsNul { get; private set; }

    /// <summary>Send as a literal8 (RFC 3516), which may hold NUL.</summary>
    public bool AsBinary { get; set; }

    /// <summary>
    /// The server's parser could stumble over this one. It goes alone and behind a synchronizing literal, because a server that refuses the
    /// line before a non-synchronizing literal may take the literal for commands (Dovecot 2.3 does). An empty one would call off the messages
    /// beside it (RFC 3502, 3.2).
    /// </summary>
    public bool IsDelicate => HoldsNul || AsBinary || Item.Content.Length == 0 || Date is { Year: < 1970 or > 2037 };

    public string? Loss { get; private set; }

    public static async Task<AppendItem> PrepareAsync(ConvertedItem item, int index, MessageFlags keptFlags, CancellationToken cancellationToken)
    {
        var prepared = new AppendItem(item, index, keptFlags);
        if (item.Content.TryGetMemory(out var memory))
        {
            prepared.HoldsNul = memory.Span.IndexOf((byte)0) >= 0;
        }
        else
        {
            using var search = new NulSearch();
            await item.Content.CopyToAsync(search, cancellationToken).ConfigureAwait(false);
            prepared.HoldsNul = search.Found;
        }

        if (prepared.HoldsNul)
        {
            prepared.AddLoss("The message holds NUL bytes, which IMAP does not carry (RFC 3501, 4.3); the server may show others in their place.");
        }

        return prepared;
    }

    public void DropDate(string answer)
    {
        AddLoss($"The server refused the received date {Date:yyyy-MM-dd HH:mm:ss zzz} ({answer}); the message has the date of its migration.");
        Date = null;
    }

    private void AddLoss(string loss) => Loss = Loss is null ? loss : Loss + " " + loss;

    /// <summary>A place where bytes are only looked at.</summary>
    private sealed class NulSearch : Stream
    {
        public bool Found { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Found |= Array.IndexOf(buffer, (byte)0, offset, count) >= 0;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
