using System;
using System.Linq;
using System.Text;
using KerioMigration.Engine.Exchange.Properties;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model.Calendar;
using Xunit;

namespace KerioMigration.Tests.Exchange.Properties;

/// <summary>Zones in the forms that the schema allows beside those that the simulation has.</summary>
public sealed class ZoneFieldsTests
{
    [Fact]
    public void A_zone_of_2007_has_its_offset_and_both_changes()
    {
        var zone = Read("""
            <MeetingTimeZone TimeZoneName="(GMT-08:00) Pacific Time (US &amp; Canada)"><BaseOffset>PT480M</BaseOffset>
              <Standard TimeZoneName="Standard"><Offset>PT0M</Offset>
                <RelativeYearlyRecurrence><DaysOfWeek>Sunday</DaysOfWeek><DayOfWeekIndex>First</DayOfWeekIndex><Month>November</Month></RelativeYearlyRecurrence><Time>02:00:00</Time></Standard>
              <Daylight TimeZoneName="Daylight"><Offset>-PT60M</Offset>
                <RelativeYearlyRecurrence><DaysOfWeek>Sunday</DaysOfWeek><DayOfWeekIndex>Last</DayOfWeekIndex><Month>March</Month></RelativeYearlyRecurrence><Time>02:00:00</Time></Daylight>
            </MeetingTimeZone>
            """)!;
        Assert.Equal("(GMT-08:00) Pacific Time (US & Canada)", zone.Id);
        var era = Assert.Single(zone.Eras);
        Assert.Equal((null, TimeSpan.FromHours(-8)), (era.From, era.Offset));
        Assert.Equal(
            [
                new ZoneChange(TimeSpan.FromHours(-7), 3, DayOfWeek.Sunday, -1, TimeSpan.FromHours(2)),
                new ZoneChange(TimeSpan.FromHours(-8), 11, DayOfWeek.Sunday, 1, TimeSpan.FromHours(2)),
            ],
            era.Changes);
    }

    [Fact]
    public void A_zone_without_summer_and_one_with_a_fixed_date_are_resolved()
    {
        var zone = Read("""
            <StartTimeZone Id="x"><Periods><Period Id="a" Name="A" Bias="-PT3H"/><Period Id="b" Name="B" Bias="-PT4H"/></Periods>
              <TransitionsGroups><TransitionsGroup Id="0"><Transition><To Kind="Period">a</To></Transition></TransitionsGroup>
                <TransitionsGroup Id="1">
                  <RecurringDateTransition><To Kind="Period">b</To><TimeOffset>PT2H</TimeOffset><Month>4</Month><Day>21</Day></RecurringDateTransition>
                  <RecurringDateTransition><To Kind="Period">a</To><TimeOffset>PT3H</TimeOffset><Month>9</Month><Day>30</Day></RecurringDateTransition></TransitionsGroup></TransitionsGroups>
              <Transitions><Transition><To Kind="Group">0</To></Transition>
                <AbsoluteDateTransition><To Kind="Group">1</To><DateTime>2007-01-01T00:00:00</DateTime></AbsoluteDateTransition>
                <AbsoluteDateTransition><To Kind="Period">b</To><DateTime>2011-03-27T02:00:00.000</DateTime></AbsoluteDateTransition></Transitions></StartTimeZone>
            """)!;
        Assert.Equal([null, new DateTime(2007, 1, 1), new DateTime(2011, 3, 27, 2, 0, 0)], zone.Eras.Select(e => e.From));
        Assert.Equal([3, 3, 4], zone.Eras.Select(e => e.Offset.TotalHours));
        Assert.Equal([0, 2, 0], zone.Eras.Select(e => e.Changes.Count));
        Assert.Equal(new ZoneChange(TimeSpan.FromHours(4), 4, null, 21, TimeSpan.FromHours(2)), zone.Eras[1].Changes[0]);
    }

    [Theory]
    [InlineData("<StartTimeZone Id=\"W. Europe Standard Time\" Name=\"Berlin\"/>", "W. Europe Standard Time")]
    [InlineData("<StartTimeZoneId>Tokyo Standard Time</StartTimeZoneId>", "Tokyo Standard Time")]
    [InlineData("<StartTimeZone Name=\"only a name\"/>", "only a name")]
    [InlineData("", null)]
    public void A_zone_can_be_a_name_alone(string xml, string? id) => Assert.Equal(id, Read(xml)?.Id);

    private static ZoneDefinition? Read(string xml)
    {
        ZoneDefinition? zone = null;
        var answer = $"<Envelope><Body><Item>{xml}</Item></Body></Envelope>";
        SoapAnswer.Read(Encoding.UTF8.GetBytes(answer), reader => zone = ZoneFields.Read(reader.Element(), "Start"));
        return zone;
    }
}
