using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Conversion.Calendar;
using KerioMigration.Engine.Conversion.Contacts;
using KerioMigration.Engine.Conversion.ContentLines;
using KerioMigration.Engine.Conversion.Messages;
using KerioMigration.Engine.Conversion.Notes;
using KerioMigration.Engine.Conversion.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Engine.Model.Canonical;
using KerioMigration.Engine.Model.Contacts;
using KerioMigration.Engine.Model.Notes;
using KerioMigration.Engine.Model.Tasks;

namespace KerioMigration.Engine.Conversion;

/// <summary>
/// Brings what is no message into the destination's form. Pure, any thread: no clock, no I/O but that files are read from where they lie.
/// </summary>
public sealed class ObjectConverter
{
    private readonly AppointmentConverter appointments;

    public ObjectConverter(AttendeeMode attendees) => appointments = new AppointmentConverter(attendees);

    /// <exception cref="InvalidOperationException">No form is known for such properties.</exception>
    public ConvertedObject Convert(ItemProperties properties) => properties switch
    {
        Appointment appointment => Of(appointments.Convert(appointment)),
        ServerCalendar calendar => Of(ServerCalendarConverter.Convert(calendar)),
        Contact contact => Of(ContactConverter.Convert(contact)),
        TaskItem task => Of(TaskConverter.Convert(task)),
        StickyNote note => Of(NoteConverter.Convert(note)),
        DistributionList list => Of(DistributionListConverter.Convert(list)),
        _ => throw new InvalidOperationException($"No form is known for {properties.GetType().Name}."),
    };

    /// <summary>The item as a message, for where only messages can lie.</summary>
    /// <param name="owner">The mailbox's address.</param>
    /// <exception cref="InvalidOperationException">No form is known for such properties.</exception>
    public async Task<ConvertedMessage> ConvertToMessageAsync(SourceItem item, ItemProperties properties, string owner, CancellationToken cancellationToken)
    {
        // Lists and notes have no form that other programs take: the text says all of them.
        var made = properties is DistributionList or StickyNote ? null : Convert(properties);
        using var attached = made?.Object;
        var content = await MessageOfItem.WriteAsync(item, properties, attached, owner, cancellationToken).ConfigureAwait(false);
        return new ConvertedMessage(content, ["It is no message and lies among messages: carried as one that has the item " + (made is null ? "in its text." : "attached."), .. made?.Losses ?? []]);
    }

    private static ConvertedObject Of(ConvertedAppointment made) => OfText(made.Uid, made.Content, made.Files, made.Losses);

    private static ConvertedObject Of(ConvertedContact made) => OfText(made.Uid, made.Content, [], made.Losses);

    private static ConvertedObject Of(ConvertedTask made) => OfText(made.Uid, made.Content, made.Files, made.Losses);

    private static ConvertedObject Of(ConvertedNote made) => OfJson(NoteContent.Of(made), made.Losses);

    private static ConvertedObject Of(ConvertedDistributionList made) => OfJson(ListContent.Of(made), made.Losses);

    private static ConvertedObject OfText(string uid, string text, IReadOnlyList<EmbeddedFile> files, IReadOnlyList<string> losses)
    {
        var content = ObjectContent.Of(text, files);
        return new ConvertedObject(
            new ItemObject(uid, content) { Fileless = ObjectContent.Without(text, files) }, CanonicalObject.Of(content).Bytes, losses);
    }

    private static ConvertedObject OfJson(JsonContent json, IReadOnlyList<string> losses) =>
        new(new ItemObject(json.Key.MessageId!, ItemContent.Of(json.Bytes)), json.Canonical, losses);
}

/// <summary>An item in the destination's form.</summary>
/// <param name="Object">What is written.</param>
/// <param name="Canonical">What it is compared by.</param>
/// <param name="Losses">What it could not carry, one short sentence each.</param>
public sealed record ConvertedObject(ItemObject Object, byte[] Canonical, IReadOnlyList<string> Losses);

/// <summary>A message that stands for an item that is none.</summary>
/// <param name="Content">Owned by whoever receives it.</param>
/// <param name="Losses">As <see cref="ConvertedObject.Losses"/>.</param>
public sealed record ConvertedMessage(ItemContent Content, IReadOnlyList<string> Losses);
