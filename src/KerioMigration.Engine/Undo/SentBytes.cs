using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Undo;

/// <summary>Whether the destination still holds what was sent to it.</summary>
internal static class SentBytes
{
    /// <param name="sha256">Of the bytes that were sent.</param>
    public static async Task<bool> AreHeldByAsync(ItemContent content, byte[] sha256, CancellationToken cancellationToken)
    {
        if (content.Sha256.SequenceEqual(sha256))
        {
            return true;
        }

        // Dovecot gives back CRLF where a message came with LF alone.
        using var folded = new LineFeedHash();
        await content.CopyToAsync(folded, cancellationToken).ConfigureAwait(false);
        return folded.Complete().SequenceEqual(sha256);
    }

    /// <summary>Hashes what is written to it with every CRLF as LF.</summary>
    private sealed class LineFeedHash : Stream
    {
        private static readonly byte[] CarriageReturn = [(byte)'\r'];

        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private bool held;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            var end = offset + count;
            while (offset < end)
            {
                if (held && buffer[offset] != '\n')
                {
                    hash.AppendData(CarriageReturn);
                }

                var next = Array.IndexOf(buffer, (byte)'\r', offset, end - offset);
                hash.AppendData(buffer, offset, (next < 0 ? end : next) - offset);
                held = next >= 0;
                offset = next < 0 ? end : next + 1;
            }
        }

        public byte[] Complete()
        {
            if (held)
            {
                hash.AppendData(CarriageReturn);
            }

            return hash.GetHashAndReset();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
