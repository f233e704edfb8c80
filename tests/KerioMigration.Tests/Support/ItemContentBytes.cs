using System.IO;
using KerioMigration.Engine.Model;

namespace KerioMigration.Tests.Support;

internal static class ItemContentBytes
{
    /// <summary>All bytes of an item, for comparing.</summary>
    public static byte[] ToBytes(this ItemContent content)
    {
        using var memory = new MemoryStream();
#pragma warning disable VSTHRD002 // a memory stream completes at once, and a temporary file needs no other thread of the test
        content.CopyToAsync(memory, default).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
        return memory.ToArray();
    }
}
