using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace KerioMigration.Engine.Http;

/// <summary>The body of an answer: watched for silence, its errors classified.</summary>
internal sealed class WatchedStream(Stream inner, IdleWatch watch, Func<Exception, Exception> classify) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        watch.Begin();
        try
        {
            // The watch's token is linked to the token of the whole exchange; a second link per read would cost more than the read.
            return await inner.ReadAsync(buffer, offset, count, watch.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw classify(e);
        }
        finally
        {
            watch.End();
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        watch.Begin();
        try
        {
            return inner.Read(buffer, offset, count);
        }
        catch (Exception e)
        {
            throw classify(e);
        }
        finally
        {
            watch.End();
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
