using System;
using System.Collections.Generic;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer;
using Xunit;

namespace KerioMigration.Tests.Transfer;

public sealed class ItemMatchingTests
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 6, 12, 0, 0, TimeSpan.Zero);
    private static readonly ItemKey Key = new("<a@x>", Noon, 100);

    [Fact]
    public void Finds_the_item_with_the_same_key() => Assert.Equal("1:5", Match([Key], [Item("1:5", Key)])["0"].DestinationId);

    [Fact]
    public void Does_not_take_another_message_for_it() =>
        Assert.Empty(Match([Key], [Item("1:5", Key with { MessageId = "<b@x>" }), Item("1:6", Key with { Size = 99 })]));

    [Fact]
    public void Gives_each_candidate_away_once()
    {
        Assert.Single(Match([Key, Key], [Item("1:5", Key)]));
        Assert.Equal(2, Match([Key, Key], [Item("1:5", Key), Item("1:6", Key)]).Count);
    }

    [Fact]
    public void Leaves_what_a_receipt_claims()
    {
        Assert.Empty(Match([Key], [Item("1:5", Key)], [new ConfirmedItem("1:5", Key)]));
        Assert.Empty(Match([Key], [Item("1:5", Key)], [new ConfirmedItem(null, Key)]));
        Assert.Single(Match([Key], [Item("1:5", Key), Item("1:6", Key)], [new ConfirmedItem(null, Key)]));
    }

    [Fact]
    public void Accepts_another_date_only_with_a_message_id()
    {
        var other = Key with { Date = Noon.AddDays(1) };

        Assert.Single(Match([Key], [Item("1:5", other)]));
        Assert.Empty(Match([Key with { MessageId = null }], [Item("1:5", other with { MessageId = null })]));
    }

    [Fact]
    public void Accepts_a_size_that_grew_by_line_ends_only_with_the_same_date()
    {
        Assert.Single(Match([Key], [Item("1:5", Key with { Size = 103 })]));
        Assert.Empty(Match([Key], [Item("1:5", Key with { Size = 103, Date = Noon.AddDays(1) })]));
    }

    [Fact]
    public void Prefers_the_better_candidate() =>
        Assert.Equal("1:6", Match([Key], [Item("1:5", Key with { Date = Noon.AddDays(1) }), Item("1:6", Key)])["0"].DestinationId);

    private static DestinationItem Item(string id, ItemKey key) => new(id, key);

    private static IReadOnlyDictionary<string, DestinationItem> Match(ItemKey[] intents, DestinationItem[] candidates, ConfirmedItem[]? confirmed = null)
    {
        var numbered = new List<ItemIntent>();
        for (var i = 0; i < intents.Length; i++)
        {
            numbered.Add(new ItemIntent(i.ToString(System.Globalization.CultureInfo.InvariantCulture), intents[i], null));
        }

        return ItemMatching.Match(numbered, candidates, confirmed ?? []);
    }
}
