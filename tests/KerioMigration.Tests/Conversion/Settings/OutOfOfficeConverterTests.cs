using System;
using System.Linq;
using KerioMigration.Engine.Conversion.Settings;
using KerioMigration.Engine.Model.Settings;
using Xunit;

namespace KerioMigration.Tests.Conversion.Settings;

public sealed class OutOfOfficeConverterTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly OutOfOffice Away = new() { State = OutOfOfficeState.Enabled, Audience = ExternalAudience.All, InternalText = "Away", ExternalText = "<p>Away</p>" };

    [Fact]
    public void One_text_for_everybody_arrives_as_it_is() => Check(Away, new AutomaticReply(true, "Away"));

    [Fact]
    public void Who_has_none_gets_none()
    {
        Assert.Null(OutOfOfficeConverter.Convert(new OutOfOffice(), Now));
        Assert.Null(OutOfOfficeConverter.Convert(Away with { InternalText = "<html><body>&nbsp;</body></html>", ExternalText = " " }, Now));
    }

    [Fact]
    public void Nobody_reads_what_was_not_meant_for_them()
    {
        Check(Away with { ExternalText = "Gone" }, new AutomaticReply(true, "Gone"), "that for colleagues is not carried");
        Check(Away with { Audience = ExternalAudience.None, ExternalText = "" }, new AutomaticReply(false, "Away"), "did not go outside the organization at all");
        Check(Away with { Audience = ExternalAudience.Known }, new AutomaticReply(false, "Away"), "but to the owner's contacts");
        Check(Away with { ExternalText = "" }, new AutomaticReply(false, "Away"), "comes switched off");

        // Switched off already: nothing of it is lost.
        Check(Away with { Audience = ExternalAudience.None, State = OutOfOfficeState.Disabled }, new AutomaticReply(false, "Away"));
    }

    [Fact]
    public void A_time_that_is_over_answers_nobody_any_more()
    {
        var scheduled = Away with { State = OutOfOfficeState.Scheduled, Start = Now.AddDays(-2), End = Now.AddSeconds(1.7) };
        Check(scheduled, new AutomaticReply(true, "Away", Now.AddDays(-2), Now.AddSeconds(1)));
        Check(scheduled with { End = Now }, new AutomaticReply(false, "Away"));
        Check(scheduled with { End = null }, new AutomaticReply(false, "Away"), "cannot be read");
        Check(scheduled with { End = scheduled.Start }, new AutomaticReply(false, "Away"), "cannot be read");
    }

    private static void Check(OutOfOffice source, AutomaticReply reply, params string[] losses)
    {
        var converted = OutOfOfficeConverter.Convert(source, Now)!;
        Assert.Equal(reply, converted.Reply);
        Assert.Equal(losses.Length, converted.Losses.Count);
        Assert.All(losses.Zip(converted.Losses), l => Assert.Contains(l.First, l.Second, StringComparison.Ordinal));
    }
}
