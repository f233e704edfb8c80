using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Transfer.Changes;

/// <summary>Hashes what is written to it, each CRLF as a bare line feed.</summary>
internal sealed class LineFeedHash : WriteOnlyStream
{
    private static readonly byte[] CarriageReturn = [(byte)'\r'];

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool holdsCarriageReturn;

    public static async Task<byte[]> OfAsync(ItemContent content, CancellationToken cancellationToken)
    {
        using var lines = new LineFeedHash();
        await content.CopyToAsync(lines, cancellationToken).ConfigureAwait(false);
        return lines.Complete();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        var start = offset;
        for (var i = offset; i < offset + count; i++)
        {
            if (holdsCarriageReturn && buffer[i] != '\n')
            {
                hash.AppendData(CarriageReturn);
            }

            holdsCarriageReturn = buffer[i] == '\r';
            if (holdsCarriageReturn)
            {
                hash.AppendData(buffer, start, i - start);
                start = i + 1;
            }
        }

        hash.AppendData(buffer, start, offset + count - start);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private byte[] Complete()
    {
        if (holdsCarriageReturn)
        {
            hash.AppendData(CarriageReturn);
        }

        return hash.GetHashAndReset();
    }
}
