using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using Xunit;

namespace KerioMigration.Tests.Model;

public sealed class ItemContentTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(30_000, 777)]
    [InlineData(ItemContentBuilder.SpillThreshold, 4096)]
    [InlineData(ItemContentBuilder.SpillThreshold + 1, 4096)]
    [InlineData(5_000_000, 65_537)]
    [InlineData(3_000_000, 2_500_000)]
    public async Task Gives_back_what_was_written_whatever_the_size_of_the_pieces(int length, int piece)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        using var builder = new ItemContentBuilder();
        for (var at = 0; at < length; at += piece)
        {
            builder.Write(bytes.AsSpan(at, Math.Min(piece, length - at)));
        }

        using var content = builder.Complete();
        Assert.Equal(length, content.Length);
        Assert.Equal(SHA256.HashData(bytes), content.Sha256);
        Assert.Equal(length <= ItemContentBuilder.SpillThreshold, content.IsInMemory);
        Assert.True(content.Head.Length >= Math.Min(length, 65_536));
        Assert.True(bytes.AsSpan().StartsWith(content.Head.Span));
        for (var time = 0; time < 2; time++)
        {
            using var copy = new MemoryStream();
            await content.CopyToAsync(copy, default);
            Assert.Equal(bytes, copy.ToArray());
            using var read = new MemoryStream();
            await content.OpenRead().CopyToAsync(read);
            Assert.Equal(bytes, read.ToArray());
        }
    }

    [Fact]
    public async Task Takes_a_piece_that_a_decoder_wrote_into_free_space()
    {
        using var builder = new ItemContentBuilder();
        for (var i = 0; i < 40; i++)
        {
            builder.GetSpan(100_000)[..100_000].Fill((byte)i);
            builder.Advance(100_000);
        }

        using var content = builder.Complete();
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, default);
        Assert.Equal(4_000_000, copy.Length);
        Assert.Equal(39, copy.ToArray()[^1]);
        Assert.Equal(7, copy.ToArray()[750_000]);
    }
}
