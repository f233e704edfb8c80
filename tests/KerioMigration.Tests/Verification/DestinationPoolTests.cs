using System;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Verification;
using Xunit;

namespace KerioMigration.Tests.Verification;

public sealed class DestinationPoolTests
{
    private static readonly ItemKey Key = new("<a@example.org>", DateTimeOffset.UnixEpoch, 100);

    /// <summary>What a mail program deleted is hidden from its user, also before it is expunged.</summary>
    [Fact]
    public void What_is_marked_as_deleted_is_not_there()
    {
        var pool = new DestinationPool([new DestinationItem("1:1", Key) { IsDeleted = true }]);

        Assert.Null(pool.TakePlace("1:1"));
        Assert.Null(pool.TakeNamesake(Key));
        Assert.Empty(pool.Free);
    }

    [Fact]
    public void Of_several_alike_the_one_with_the_date_is_taken_and_each_once()
    {
        var pool = new DestinationPool([new DestinationItem("1:1", Key with { Date = null }), new DestinationItem("1:2", Key)]);

        Assert.Equal("1:2", pool.TakeAlike(Key, mayBeGrown: false)?.DestinationId);
        Assert.Equal("1:1", Assert.Single(pool.Doubles()).Second.DestinationId);
        Assert.Equal("1:1", pool.TakeAlike(Key, mayBeGrown: false)?.DestinationId);
        Assert.Null(pool.TakeAlike(Key, mayBeGrown: false));
    }

    [Theory]
    [InlineData(99, false)]
    [InlineData(101, true)]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void A_message_grows_by_at_most_a_byte_for_each_of_its_own(long size, bool isAlike) =>
        Assert.Equal(isAlike, new DestinationPool([new DestinationItem("1:1", Key with { Size = size })]).TakeAlike(Key, mayBeGrown: true) is not null);
}
