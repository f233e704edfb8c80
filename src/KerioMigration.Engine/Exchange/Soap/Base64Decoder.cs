using System;
using System.Buffers;
using System.Buffers.Text;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Soap;

/// <summary>
/// Decodes base64 that arrives in pieces of any size straight into an item's content. Line breaks and blanks between the characters are
/// skipped, and so are character references to them (servers write CR as <c>&amp;#xD;</c>). What is no base64 makes the content invalid,
/// never an exception.
/// </summary>
internal sealed class Base64Decoder : IDisposable
{
    private const int Slice = 1 << 16;

    private readonly ItemContentBuilder builder;
    private readonly byte[] carry = new byte[4];
    private byte[]? scratch;
    private int carried;
    private int reference;
    private bool inReference;
    private bool invalid;

    private static ReadOnlySpan<byte> Interruptions => "\n\r& \t"u8;

    public Base64Decoder(long expectedLength) => builder = new ItemContentBuilder(expectedLength);

    /// <summary>Takes the next piece of the element's text.</summary>
    public void Feed(ReadOnlySpan<byte> text)
    {
        if (!inReference && text.IndexOfAny(Interruptions) < 0)
        {
            Decode(text);
            return;
        }

        scratch ??= ArrayPool<byte>.Shared.Rent(Slice);
        while (!text.IsEmpty)
        {
            var count = Math.Min(text.Length, Slice);
            Decode(scratch.AsSpan(0, Compact(text.Slice(0, count))));
            text = text.Slice(count);
        }
    }

    /// <summary>The content, or null when the text was no whole base64.</summary>
    public ItemContent? Complete()
    {
        invalid |= inReference;
        if (carried > 0 && !invalid)
        {
            DecodeGroups(carry.AsSpan(0, carried), isFinal: true);
        }

        return invalid ? null : builder.Complete();
    }

    public void Dispose()
    {
        builder.Dispose();
        if (scratch is not null)
        {
            ArrayPool<byte>.Shared.Return(scratch);
            scratch = null;
        }
    }

    // Padding may only be judged when the end is known, so the last group (1 to 4 characters) always waits in `carry`.
    private void Decode(ReadOnlySpan<byte> characters)
    {
        if (characters.IsEmpty || invalid)
        {
            return;
        }

        if (carried > 0)
        {
            var missing = Math.Min(4 - carried, characters.Length);
            characters.Slice(0, missing).CopyTo(carry.AsSpan(carried));
            carried += missing;
            characters = characters.Slice(missing);
            if (characters.IsEmpty)
            {
                return;
            }

            DecodeGroups(carry.AsSpan(0, 4), isFinal: false);
        }

        carried = ((characters.Length - 1) & 3) + 1;
        var whole = characters.Length - carried;
        characters.Slice(whole).CopyTo(carry);
        DecodeGroups(characters.Slice(0, whole), isFinal: false);
    }

    private void DecodeGroups(ReadOnlySpan<byte> groups, bool isFinal)
    {
        while (!groups.IsEmpty && !invalid)
        {
            var piece = groups.Slice(0, Math.Min(groups.Length, Slice));
            var room = builder.GetSpan(Base64.GetMaxDecodedFromUtf8Length(piece.Length) + 3);
            var status = Base64.DecodeFromUtf8(piece, room, out var consumed, out var written, isFinal);
            builder.Advance(written);
            invalid = status != OperationStatus.Done || consumed != piece.Length;
            groups = groups.Slice(piece.Length);
        }
    }

    private int Compact(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (!text.IsEmpty)
        {
            if (inReference)
            {
                text = SkipReference(text);
                continue;
            }

            var run = text.IndexOfAny(Interruptions);
            var plain = run < 0 ? text : text.Slice(0, run);
            plain.CopyTo(scratch.AsSpan(length));
            length += plain.Length;
            inReference = run >= 0 && text[run] == '&';
            text = run < 0 ? default : text.Slice(run + 1);
        }

        return length;
    }

    // Only references to blanks make sense here: &#13; &#xD; &#10; &#xA; &#9; &#x9; &#32; &#x20;
    private ReadOnlySpan<byte> SkipReference(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ';')
            {
                var name = reference;
                reference = 0;
                inReference = false;
                invalid |= !IsBlank(name);
                return text.Slice(i + 1);
            }

            invalid |= reference > 0xFFFFFF;
            reference = (reference << 8) | (text[i] | 0x20);
        }

        return default;
    }

    private static bool IsBlank(int lastCharacters) => lastCharacters is
        ('#' << 16 | '1' << 8 | '3') or ('#' << 16 | 'x' << 8 | 'd') or ('#' << 16 | '1' << 8 | '0') or ('#' << 16 | 'x' << 8 | 'a')
        or ('#' << 8 | '9') or ('#' << 16 | 'x' << 8 | '9') or ('#' << 16 | '3' << 8 | '2') or ('#' << 24 | 'x' << 16 | '2' << 8 | '0');
}
