using System;
using System.Collections.Generic;
using KerioMigration.Engine.Model.Settings;

namespace KerioMigration.Engine.Conversion.Settings;

/// <summary>
/// Brings an out of office into the destination's form, which answers everybody with one text. Nobody gets to read there what was not meant
/// for them: what would go to others than at the source is switched off, for its owner to look at.
/// </summary>
public static class OutOfOfficeConverter
{
    /// <returns>Null when the source has none.</returns>
    public static ConvertedOutOfOffice? Convert(OutOfOffice source, DateTimeOffset now)
    {
        var (colleagues, others) = (PlainText.Of(source.InternalText), PlainText.Of(source.ExternalText));
        var isForAll = source.Audience == ExternalAudience.All && others.Length > 0;
        var text = isForAll || colleagues.Length == 0 ? others : colleagues;
        if (text.Length == 0)
        {
            return null;
        }

        List<string> losses = [];
        var reply = Schedule(source, text, now, losses);
        if (isForAll && colleagues.Length > 0 && colleagues != others)
        {
            losses.Add("Kerio Connect has one text for everybody: it is the one for people outside the organization, and that for colleagues is not carried");
        }
        else if (!isForAll && reply.IsEnabled)
        {
            var audience = source.Audience == ExternalAudience.Known ? "but to the owner's contacts" : "at all";
            losses.Add($"Kerio Connect answers everybody, and this text did not go outside the organization {audience}: it comes switched off, for its owner to switch on");
            reply = reply with { IsEnabled = false };
        }

        return new ConvertedOutOfOffice(reply, losses);
    }

    /// <summary>What is over is kept for the next time.</summary>
    private static AutomaticReply Schedule(OutOfOffice source, string text, DateTimeOffset now, List<string> losses)
    {
        if (source.State != OutOfOfficeState.Scheduled)
        {
            return new AutomaticReply(source.State == OutOfOfficeState.Enabled, text);
        }

        if (source is not { Start: { } start, End: { } end } || start >= end)
        {
            losses.Add("when it starts and ends cannot be read: it comes switched off");
            return new AutomaticReply(false, text);
        }

        return end <= now ? new AutomaticReply(false, text) : new AutomaticReply(true, text, ToSecond(start), ToSecond(end));
    }

    private static DateTimeOffset ToSecond(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
