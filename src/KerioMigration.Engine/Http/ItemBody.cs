using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Http;

/// <summary>A body of known length that is read while it is sent, anew for each attempt.</summary>
internal sealed class ItemBody(ItemContent content) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => content.CopyToAsync(stream, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = content.Length;
        return true;
    }
}
