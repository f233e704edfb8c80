using System;
using System.Security.Cryptography;
using System.Text;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Verification;

/// <summary>Takes decoded content piece by piece and passes what counts of it on to a hash.</summary>
internal sealed class CanonicalContent(IncrementalHash hash, CanonicalContentKind kind) : WriteOnlyStream
{
    private static readonly byte[] StampProperty = Encoding.ASCII.GetBytes("DTSTAMP:");
    private static readonly byte[] StampWithParameters = Encoding.ASCII.GetBytes("DTSTAMP;");
    private static readonly byte[] CarriageReturn = [(byte)'\r'];
    private static readonly byte[] LineFeed = [(byte)'\n'];

    private readonly byte[] output = new byte[8192];
    private readonly byte[] head = new byte[StampProperty.Length];
    private int outputLength;
    private int headLength;
    private long heldLineFeeds;
    private bool heldCarriageReturn;
    private bool isStamp;

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (kind == CanonicalContentKind.Bytes)
        {
            hash.AppendData(buffer, offset, count);
            return;
        }

        var rest = buffer.AsSpan(offset, count);
        for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest.Slice(end + 1))
        {
            TakeOfLine(rest.Slice(0, end));
            EndLine();
        }

        TakeOfLine(rest);
    }

    /// <summary>Nothing more comes.</summary>
    public void Complete()
    {
        if (heldCarriageReturn)
        {
            Put(CarriageReturn);
        }

        EndLine();
        hash.AppendData(output, 0, outputLength);
        outputLength = 0;
    }

    private void TakeOfLine(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        if (heldCarriageReturn)
        {
            Put(CarriageReturn);
        }

        heldCarriageReturn = text[text.Length - 1] == '\r';
        Put(heldCarriageReturn ? text.Slice(0, text.Length - 1) : text);
    }

    private void EndLine()
    {
        if (headLength < head.Length)
        {
            Emit(head.AsSpan(0, headLength));
        }

        // Held back until something follows: the last line ends belong to the boundary.
        heldLineFeeds += isStamp ? 0 : 1;
        headLength = 0;
        (heldCarriageReturn, isStamp) = (false, false);
    }

    /// <summary>In a calendar the first bytes of a line wait until it is clear what line it is.</summary>
    private void Put(ReadOnlySpan<byte> text)
    {
        if (kind == CanonicalContentKind.Calendar && headLength < head.Length)
        {
            var count = Math.Min(text.Length, head.Length - headLength);
            text.Slice(0, count).CopyTo(head.AsSpan(headLength));
            headLength += count;
            text = text.Slice(count);
            if (headLength < head.Length)
            {
                return;
            }

            isStamp = head.AsSpan().SequenceEqual(StampProperty) || head.AsSpan().SequenceEqual(StampWithParameters);
            EmitUnlessStamp(head);
        }

        EmitUnlessStamp(text);
    }

    private void EmitUnlessStamp(ReadOnlySpan<byte> text)
    {
        if (!isStamp)
        {
            Emit(text);
        }
    }

    private void Emit(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        for (; heldLineFeeds > 0; heldLineFeeds--)
        {
            Buffer(LineFeed);
        }

        Buffer(text);
    }

    private void Buffer(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (outputLength == output.Length)
            {
                hash.AppendData(output, 0, outputLength);
                outputLength = 0;
            }

            var count = Math.Min(text.Length, output.Length - outputLength);
            text.Slice(0, count).CopyTo(output.AsSpan(outputLength));
            outputLength += count;
            text = text.Slice(count);
        }
    }
}
