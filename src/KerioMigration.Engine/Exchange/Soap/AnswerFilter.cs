using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Soap;

/// <summary>
/// Takes the large base64 elements out of an EWS answer while it arrives. Their bytes go decoded into item contents; what is left, a
/// skeleton of a kilobyte or two per item with those elements empty, is small enough to be parsed at once and without waiting for the
/// network. Ends at <c>&lt;/Envelope&gt;</c>: Exchange Online was seen to send a web page after it. Pieces may be split at any byte. Not
/// thread-safe.
/// </summary>
internal sealed class AnswerFilter : IDisposable
{
    /// <summary>An answer without its items that is larger than this is no answer of ours (a page of 500 folders takes 0.5 MB).</summary>
    public const int SkeletonLimit = 64 << 20;

    private static readonly byte[] Envelope = Encoding.ASCII.GetBytes("Envelope");

    private readonly byte[] element;
    private readonly Queue<long> expectedLengths;
    private readonly Queue<ItemContent?> contents = new();
    private byte[] skeleton = ArrayPool<byte>.Shared.Rent(1 << 16);
    private int length;
    private int tagStart;
    private State state = State.Text;
    private byte quote;
    private Base64Decoder? decoder;

    /// <param name="element">Local name of the elements to take out, in any namespace and under any prefix.</param>
    /// <param name="expectedLengths">Guesses of the contents' lengths in order; only to save growing.</param>
    public AnswerFilter(string element, IEnumerable<long>? expectedLengths = null)
    {
        this.element = Encoding.ASCII.GetBytes(element);
        this.expectedLengths = new Queue<long>(expectedLengths ?? []);
    }

    private enum State
    {
        Text,
        TagName,
        Tag,
        Quoted,
        Comment,
        CData,
        Base64,
        Ended,
    }

    /// <summary>The end of the envelope has been seen; what follows is ignored.</summary>
    public bool HasEnded => state == State.Ended;

    /// <summary>The skeleton grew beyond <see cref="SkeletonLimit"/>.</summary>
    public bool IsOverfull { get; private set; }

    public ReadOnlyMemory<byte> Skeleton => skeleton.AsMemory(0, length);

    /// <summary>
    /// The content of the next element taken out, in document order; null when it was no base64. The caller owns it.
    /// </summary>
    public ItemContent? TakeContent() => contents.Count > 0 ? contents.Dequeue() : null;

    /// <exception cref="System.IO.InvalidDataException">The skeleton grew beyond <see cref="SkeletonLimit"/>.</exception>
    public void Feed(ReadOnlySpan<byte> input)
    {
        while (!input.IsEmpty && state != State.Ended)
        {
            input = input.Slice(state switch
            {
                State.Text => FeedText(input),
                State.TagName => FeedTagName(input),
                State.Tag => FeedTag(input),
                State.Quoted => FeedQuoted(input),
                State.Base64 => FeedBase64(input),
                _ => FeedUntilMark(input),
            });
        }
    }

    public void Dispose()
    {
        decoder?.Dispose();
        decoder = null;
        while (contents.Count > 0)
        {
            contents.Dequeue()?.Dispose();
        }

        if (skeleton.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(skeleton);
            skeleton = [];
            length = 0;
        }
    }

    private int FeedText(ReadOnlySpan<byte> input)
    {
        var open = input.IndexOf((byte)'<');
        if (open < 0)
        {
            return Keep(input);
        }

        tagStart = length + open;
        state = State.TagName;
        return Keep(input.Slice(0, open + 1));
    }

    private int FeedTagName(ReadOnlySpan<byte> input)
    {
        for (var i = 0; i < input.Length; i++)
        {
            var b = input[i];
            var known = length + i - tagStart; // '<' and the characters of the name before this one
            if (b is (byte)'>' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' || (b == '/' && known > 1))
            {
                state = State.Tag;
                return Keep(input.Slice(0, i));
            }

            // <!-- and <![CDATA[ end otherwise than tags.
            if ((b == '-' && known == 3) || (b == '[' && known == 8))
            {
                var count = Keep(input.Slice(0, i + 1));
                var special = skeleton[tagStart + 1] == '!';
                state = !special ? State.TagName : b == '-' ? State.Comment : State.CData;
                return count;
            }
        }

        return Keep(input);
    }

    private int FeedTag(ReadOnlySpan<byte> input)
    {
        var stop = input.IndexOfAny((byte)'>', (byte)'"', (byte)'\'');
        if (stop < 0)
        {
            return Keep(input);
        }

        var count = Keep(input.Slice(0, stop + 1));
        if (input[stop] == '>')
        {
            EndTag();
        }
        else
        {
            quote = input[stop];
            state = State.Quoted;
        }

        return count;
    }

    private int FeedQuoted(ReadOnlySpan<byte> input)
    {
        var end = input.IndexOf(quote);
        if (end < 0)
        {
            return Keep(input);
        }

        state = State.Tag;
        return Keep(input.Slice(0, end + 1));
    }

    private int FeedUntilMark(ReadOnlySpan<byte> input)
    {
        var end = input.IndexOf((byte)'>');
        if (end < 0)
        {
            return Keep(input);
        }

        var count = Keep(input.Slice(0, end + 1));
        var mark = state == State.Comment ? (byte)'-' : (byte)']';
        if (skeleton[length - 2] == mark && skeleton[length - 3] == mark)
        {
            state = State.Text;
        }

        return count;
    }

    private int FeedBase64(ReadOnlySpan<byte> input)
    {
        var end = input.IndexOf((byte)'<');
        decoder!.Feed(end < 0 ? input : input.Slice(0, end));
        if (end < 0)
        {
            return input.Length;
        }

        contents.Enqueue(decoder.Complete());
        decoder.Dispose();
        decoder = null;
        state = State.Text;
        return end;
    }

    private void EndTag()
    {
        var tag = skeleton.AsSpan(tagStart, length - tagStart);
        var isEnd = tag[1] == '/';
        var name = LocalName(tag.Slice(isEnd ? 2 : 1));
        state = State.Text;
        if (isEnd)
        {
            state = name.SequenceEqual(Envelope) ? State.Ended : State.Text;
        }
        else if (name.SequenceEqual(element))
        {
            BeginElement(isEmpty: tag[tag.Length - 2] == '/');
        }
    }

    private void BeginElement(bool isEmpty)
    {
        var expected = expectedLengths.Count > 0 ? expectedLengths.Dequeue() : 0;
        if (isEmpty)
        {
            contents.Enqueue(null);
            return;
        }

        decoder = new Base64Decoder(expected);
        state = State.Base64;
    }

    private static ReadOnlySpan<byte> LocalName(ReadOnlySpan<byte> tag)
    {
        var end = 0;
        while (tag[end] is not ((byte)'>' or (byte)'/' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
        {
            end++;
        }

        var name = tag.Slice(0, end);
        return name.Slice(name.IndexOf((byte)':') + 1);
    }

    private int Keep(ReadOnlySpan<byte> bytes)
    {
        if (skeleton.Length - length < bytes.Length)
        {
            Grow(bytes.Length);
        }

        bytes.CopyTo(skeleton.AsSpan(length));
        length += bytes.Length;
        return bytes.Length;
    }

    private void Grow(int needed)
    {
        if (length + (long)needed > SkeletonLimit)
        {
            IsOverfull = true;
            throw new System.IO.InvalidDataException("The answer is larger than any answer of a mail server should be.");
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(skeleton.Length * 2, length + needed));
        skeleton.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(skeleton);
        skeleton = larger;
    }
}
