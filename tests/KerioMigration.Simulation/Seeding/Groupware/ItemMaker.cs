using System;

namespace KerioMigration.Simulation.Seeding.Groupware;

/// <summary>Puts items into a mailbox with dates that follow each other, the same in every process.</summary>
internal sealed class ItemMaker(SeededMailbox mailbox, DateTimeOffset start)
{
    private DateTimeOffset clock = start;

    public SeededMailbox Mailbox => mailbox;

    public SeededAddress Owner { get; init; } = new(mailbox.Address, mailbox.Address);

    /// <param name="subject">Null: the item has none.</param>
    public T Add<T>(string folder, string? subject, T item)
        where T : SeededItem
    {
        Date(subject, item);
        mailbox.AddItem(mailbox[folder], item);
        return item;
    }

    /// <summary>The same for an item that is to be attached to another.</summary>
    public T Date<T>(string? subject, T item)
        where T : SeededItem
    {
        clock = clock.AddMinutes(23);
        item.Subject = subject;
        item.Received = clock;
        item.Created = clock;
        item.Modified = clock.AddSeconds(90);
        item.IsRead = true;
        item.OtherMessageFlags |= 2;
        return item;
    }

    public SeededAppointment Event(string? subject, DateTime start, double hours = 1, Action<SeededAppointment>? change = null)
    {
        var item = new SeededAppointment { Start = start, End = start.AddHours(hours), Organizer = Owner };
        change?.Invoke(item);
        return Add("calendar", subject, item);
    }
}
