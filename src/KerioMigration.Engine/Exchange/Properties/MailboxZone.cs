using System;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using TimeZoneConverter;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>
/// The zone in which the user of a mailbox lives, as he or she once told Outlook on the web. Asked for by the first that needs it; safe
/// from any thread.
/// </summary>
internal sealed class MailboxZone(EwsClient client, EwsContext context)
{
    private Answer? known;

    /// <summary>Null when nobody has told.</summary>
    public async Task<TimeZoneInfo?> FindAsync(CancellationToken cancellationToken) =>
        (known ??= new Answer(await AskAsync(cancellationToken).ConfigureAwait(false))).Zone;

    /// <summary>The same instant on the clock of the zone; in UTC where that is not known.</summary>
    public static DateTimeOffset? In(DateTimeOffset? instant, TimeZoneInfo? zone) =>
        instant is { } time && zone is not null ? TimeZoneInfo.ConvertTime(time, zone) : instant;

    /// <summary>
    /// The day that an instant stands for: a midnight of the zone, or its noon, as some programs write it. Without a zone the nearest
    /// midnight of UTC, which is the same day wherever the clocks differ from it by less than 12 hours.
    /// </summary>
    public static DateTime DayOf(DateTimeOffset instant, TimeZoneInfo? zone)
    {
        if (zone is null || instant.UtcDateTime.TimeOfDay == TimeSpan.Zero)
        {
            return instant.UtcDateTime.AddHours(zone is null ? 12 : 0).Date;
        }

        // By the clock of today and with an hour of tolerance: Outlook knows no history, and of summer time the rules of one year alone.
        return (instant.UtcDateTime + zone.BaseUtcOffset).AddHours(1).Date;
    }

    private async Task<TimeZoneInfo?> AskAsync(CancellationToken cancellationToken)
    {
        // Public folders are nobody's.
        if (context.Schema < EwsSchema.Exchange2010 || context.Mailbox is null)
        {
            return null;
        }

        var operation = new GetUserConfiguration("OWA.UserOptions", EwsFolderId.Distinguished("root"));
        var (options, _) = await new ItemQuestion(client, context).AskAsync(operation, cancellationToken).ConfigureAwait(false);
        return options is not null && options.TryGetValue("timezone", out var id) && TZConvert.TryGetTimeZoneInfo(id, out var zone) ? zone : null;
    }

    private sealed record Answer(TimeZoneInfo? Zone);
}
