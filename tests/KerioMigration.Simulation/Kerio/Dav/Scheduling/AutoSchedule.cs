using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Simulation.Kerio.Dav.Objects;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Dav.Scheduling;

/// <summary>Which messages calendar-auto-schedule sends for one change of one object.</summary>
internal sealed class AutoSchedule(KerioUser user, bool ignoresAgent)
{
    private const string Untouched = "NEEDS-ACTION";

    /// <param name="before">Null for a new object.</param>
    /// <param name="after">Null for one that is deleted.</param>
    /// <returns>Method and recipients of each message.</returns>
    public IEnumerable<(string Method, IReadOnlyList<string> Recipients)> Messages(StoredObject? before, StoredObject? after)
    {
        if ((Organizer(after) ?? Organizer(before)) is not { } organizer)
        {
            return [];
        }

        var messages = IsOwn(organizer) ? OfOrganizer(before, after) : OfAttendee(organizer, before, after);
        return messages.Where(m => m.Recipients.Count > 0);
    }

    private IEnumerable<(string Method, IReadOnlyList<string> Recipients)> OfOrganizer(StoredObject? before, StoredObject? after)
    {
        var invited = Invited(after);
        yield return ("CANCEL", [.. Invited(before).Except(invited, StringComparer.OrdinalIgnoreCase)]);
        if (after is not null && before?.Root.ToText() != after.Root.ToText())
        {
            yield return ("REQUEST", invited);
        }
    }

    /// <summary>The organizer hears when the own answer changes; an object without the user among its attendees answers nothing.</summary>
    private IEnumerable<(string Method, IReadOnlyList<string> Recipients)> OfAttendee(
        ContentLine organizer, StoredObject? before, StoredObject? after)
    {
        var old = Answers(before);
        var now = after is null ? [.. old.Select(_ => "DECLINED")] : Answers(after);
        if (Sends(organizer) && now.Count > 0 && !now.SequenceEqual(old.Count == 0 ? now.Select(_ => Untouched) : old, StringComparer.Ordinal))
        {
            yield return ("REPLY", [Address(organizer)]);
        }
    }

    private IReadOnlyList<string> Invited(StoredObject? stored) =>
        [.. Lines(stored, "ATTENDEE").Where(a => !IsOwn(a) && Sends(a)).Select(Address).Distinct(StringComparer.OrdinalIgnoreCase)];

    private IReadOnlyList<string> Answers(StoredObject? stored) =>
        [.. Lines(stored, "ATTENDEE").Where(IsOwn).Select(a => a.Parameter("PARTSTAT")?.ToUpperInvariant() ?? Untouched)];

    private static ContentLine? Organizer(StoredObject? stored) => Lines(stored, "ORGANIZER").FirstOrDefault();

    private static IEnumerable<ContentLine> Lines(StoredObject? stored, string name) => stored?.Main.SelectMany(c => c.All(name)) ?? [];

    /// <summary>SERVER is what a missing SCHEDULE-AGENT means (RFC 6638, 7.1).</summary>
    private bool Sends(ContentLine person) =>
        ignoresAgent || string.Equals(person.Parameter("SCHEDULE-AGENT") ?? "SERVER", "SERVER", StringComparison.OrdinalIgnoreCase);

    private bool IsOwn(ContentLine person)
    {
        var address = Address(person);
        var at = address.LastIndexOf('@');
        var domains = user.Domain.Aliases.Prepend(user.Domain.Name);
        return user.EmailAddresses.Contains(address, StringComparer.OrdinalIgnoreCase)
            || (at > 0 && domains.Contains(address[(at + 1)..], StringComparer.OrdinalIgnoreCase)
                && user.EmailAddresses.Prepend(user.LoginName).Contains(address[..at], StringComparer.OrdinalIgnoreCase));
    }

    private static string Address(ContentLine person) =>
        person.Value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? person.Value[7..].Trim() : person.Value.Trim();
}
