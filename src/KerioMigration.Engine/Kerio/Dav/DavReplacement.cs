using System;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>Writes an item that was edited over the copy of an earlier run, and over no other state of it than the one that was written.</summary>
internal sealed class DavReplacement(DavClient client, DavResources resources, DestinationFolder folder)
{
    /// <param name="put">Writes it over the resource of that tag.</param>
    /// <returns>Null when it is there.</returns>
    public async Task<Failure?> WriteAsync(DavWrite write, Func<string?, Task<DavAnswer>> put, CancellationToken cancellationToken)
    {
        if (await resources.ReadAsync(folder, [write.Path], cancellationToken).ConfigureAwait(false) is not [{ Object: { } stored } there])
        {
            return Touched("It was edited at the source, and removed at the destination since it was written.");
        }

        if (stored.IsSameAs(write.Sent))
        {
            return null;
        }

        if (!write.IsOlder(stored))
        {
            return Touched("It was edited at the source, and changed at the destination as well since it was written; the destination's version was left.");
        }

        using var answer = await put(there.ETag).ConfigureAwait(false);
        return answer.IsSuccess ? null
            : answer.Status == 412 ? Touched("It was edited at the source, and changed at the destination in the moment in which it was to be brought up to date.")
            : DavFailures.Item(answer, client.Where);
    }

    private static Failure Touched(string message) => new(FailureScope.Item, FailureRemedy.None, Reason.ChangedAtDestination, message);
}
