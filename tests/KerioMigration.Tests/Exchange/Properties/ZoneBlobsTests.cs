using System;
using System.Linq;
using System.Text;
using KerioMigration.Engine.Exchange.Properties;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Simulation.Exchange.Items;
using KerioMigration.Simulation.Seeding.Groupware;
using Xunit;

namespace KerioMigration.Tests.Exchange.Properties;

/// <summary>Zones as Outlook stores them, and where they are taken from.</summary>
public sealed class ZoneBlobsTests
{
    private const int Recurrence = 0x8260;
    private const int StartDisplay = 0x825E;
    private const int Struct = 0x8233;

    /// <summary>The example of [MS-OXOCAL] 4.1.4: Pacific time before 2007 and, effective, after it.</summary>
    private const string Pacific =
        "0201300002001500500061006300690066006900630020005300740061006E0064006100720064002000540069006D006500020002013E000000D6070000000000000000000000000000E001000000000000"
        + "C4FFFFFF00000A000000050002000000000000000000040000000100020000000000000002013E000200D7070000000000000000000000000000E001000000000000C4FFFFFF00000B0000000100020000"
        + "000000000000000300000002000200000000000000";

    [Fact]
    public void The_example_of_the_specification_is_read()
    {
        var shown = ZoneBlobs.OfStart(Item((StartDisplay, Convert.ToBase64String(Convert.FromHexString(Pacific)))))!;
        Assert.Equal("Pacific Standard Time", shown.Id);
        Assert.Equal([null, new DateTime(2007, 1, 1)], shown.Eras.Select(e => e.From));
        Assert.All(shown.Eras, e => Assert.Equal(TimeSpan.FromHours(-8), e.Offset));
        Assert.Equal(
            [
                new ZoneChange(TimeSpan.FromHours(-7), 3, DayOfWeek.Sunday, 2, TimeSpan.FromHours(2)), new ZoneChange(TimeSpan.FromHours(-8), 11, DayOfWeek.Sunday, 1, TimeSpan.FromHours(2)),
            ],
            shown.Eras[1].Changes);
        Assert.Equal((4, 1, 10, -1), (shown.Eras[0].Changes[0].Month, shown.Eras[0].Changes[0].Occurrence, shown.Eras[0].Changes[1].Month, shown.Eras[0].Changes[1].Occurrence));

        // Of a series the rule that is marked holds, and no other.
        var series = ZoneBlobs.OfStart(Item((Recurrence, Convert.ToBase64String(Convert.FromHexString(Pacific)))))!;
        Assert.Equal(shown.Eras[1].Changes, Assert.Single(series.Eras).Changes);
    }

    [Fact]
    public void A_struct_that_disagrees_was_changed_by_an_older_program_and_holds()
    {
        var (own, shown) = ((Recurrence, ZoneProperties.Definition(Zones.WestEurope, 3)), (StartDisplay, ZoneProperties.Definition(Zones.Tokyo, 2)));
        Assert.Equal(Zones.WestEurope.Id, ZoneBlobs.OfStart(Item(own, shown, (Struct, ZoneProperties.Struct(Zones.WestEurope))))!.Id);
        var old = ZoneBlobs.OfStart(Item(own, shown, (Struct, ZoneProperties.Struct(Zones.Gmt))))!;
        Assert.Equal((null, TimeSpan.Zero), (old.Id, Assert.Single(old.Eras).Offset));
        Assert.Equal(Zones.Tokyo.Id, ZoneBlobs.OfStart(Item(shown))!.Id);
        Assert.Equal([TimeSpan.FromHours(5.5)], ZoneBlobs.OfStart(Item((Struct, ZoneProperties.Struct(Zones.India))))!.Eras.Select(e => e.Offset));
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("AgEw")]
    [InlineData("AgEwAAIAFQBQAGEAYwA=")]
    [InlineData("AgECAAIA//8AAA==")]
    [InlineData("AgEGAAIAAAAAAA==")]
    public void What_is_no_zone_is_none(string base64) => Assert.Null(ZoneBlobs.OfStart(Item((Recurrence, base64), (StartDisplay, base64), (Struct, base64))));

    private static Element Item(params (int Id, string Value)[] properties)
    {
        Element? item = null;
        var all = string.Concat(properties.Select(p =>
            $"<ExtendedProperty><ExtendedFieldURI DistinguishedPropertySetId=\"Appointment\" PropertyId=\"{p.Id}\" PropertyType=\"Binary\"/><Value>{p.Value}</Value></ExtendedProperty>"));
        SoapAnswer.Read(Encoding.UTF8.GetBytes($"<Envelope><Body><Item>{all}</Item></Body></Envelope>"), reader => item = reader.Element());
        return item!;
    }
}
