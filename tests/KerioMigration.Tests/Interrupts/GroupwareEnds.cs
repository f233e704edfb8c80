using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Tests.Interrupts;

/// <summary>
/// A user with a few items of every kind, and with what becomes of them on the next day. Each is known by its title, <c>Event a 0</c>: its
/// kind, a letter of its own, and how often it was edited.
/// </summary>
internal sealed partial class GroupwareEnds(SimulatedExchange exchange, SimulatedKerio kerio, SeededUser user) : IConnectable
{
    private static readonly DateTime Day = new(2024, 3, 4, 9, 0, 0);

    private readonly Dictionary<string, SeededItem> items = new(StringComparer.Ordinal);

    public UserMapping User { get; } = new() { Source = new MailboxRef(user.PrimarySmtpAddress), DestinationLogin = user.Alias };

    private SeededMailbox Mailbox => user.Mailbox;

    public Connections Connect() => ServerConnections.Open(exchange, kerio);

    /// <summary>What arrives before the first run.</summary>
    public void FirstDay()
    {
        foreach (var (name, folderClass) in new[] { ("calendar", "IPF.Appointment"), ("contacts", "IPF.Contact"), ("tasks", "IPF.Task"), ("notes", "IPF.StickyNote") })
        {
            Mailbox.AddFolder(Mailbox.TopOfInformationStore, name, folderClass, name);
        }

        Add("inbox", "Message a", new SeededItem { ItemClass = "IPM.Note" });
        foreach (var letter in "abcd")
        {
            Add("calendar", $"Event {letter}", new SeededAppointment { Start = Day.AddHours(letter), End = Day.AddHours(letter + 1) });
        }

        Add("calendar", "Event s", new SeededAppointment
        {
            Start = Day,
            End = Day.AddHours(1),
            Recurrence = new SeededRecurrence(RecurrencePattern.Weekly) { Days = ["Monday"], StartDate = Day.Date, Count = 5 },
        }.Without(Day.AddDays(7)));
        foreach (var letter in "tuw")
        {
            AddTwin(letter);
        }

        // In a folder that is for another kind.
        Add("calendar", "Message c", new SeededItem { ItemClass = "IPM.Note" });
        Add("calendar", "Message d", new SeededItem { ItemClass = "IPM.Note" });
        Add("inbox", "Event i", new SeededAppointment { Start = Day, End = Day.AddHours(1) });
        foreach (var letter in "abc")
        {
            Add("contacts", $"Contact {letter}", new SeededContact());
            Add("tasks", $"Task {letter}", new SeededTask { DueDate = Day.Date });
            Add("notes", $"Note {letter}", new SeededItem { ItemClass = "IPM.StickyNote" });
        }

        Add("contacts", "List a", new SeededDistributionList { Members = [new SeededMember(new SeededAddress("Bob", "bob@example.net"))] });
        Add("contacts", "List b", new SeededDistributionList { Members = [new SeededMember(new SeededAddress("Bob", "bob@example.net"))] });
    }

    /// <summary>What users do before the second.</summary>
    public void SecondDay()
    {
        foreach (var title in new[] { "Event a", "Event s", "Event t", "Event u", "Message c", "Event i", "Contact a", "Task a", "Note a", "List a" })
        {
            Mailbox.UpdateItem(items[title], i => Entitle(i, title, 1));
        }

        foreach (var title in new[] { "Event b", "Event w", "Message d", "Contact b", "Task b", "Note b", "List b" })
        {
            Mailbox.DeleteItem(items[title]);
            items.Remove(title);
        }

        Mailbox.MoveItem(items["Event c"], Mailbox.AddFolder(Mailbox["calendar"], "Team", "IPF.Appointment"));
        AddTwin('v');
        Add("inbox", "Message b", new SeededItem { ItemClass = "IPM.Note" });
        Add("calendar", "Event e", new SeededAppointment { Start = Day, End = Day.AddHours(2) });
        Add("contacts", "Contact d", new SeededContact());
        Add("tasks", "Task d", new SeededTask());
        Add("notes", "Note d", new SeededItem { ItemClass = "IPM.StickyNote" });
    }

    /// <summary>What the source has, each with its folder.</summary>
    public IEnumerable<string> Expected() => items.Values.Select(i => $"{PlaceOf(i)}: {i.Subject}").Order(StringComparer.Ordinal);

    /// <summary>The same of the destination, seen past the engine.</summary>
    public IEnumerable<string> Stored() => kerio.Store.Mailbox(user.PrimarySmtpAddress).Folders
        .SelectMany(f => f.Resources.All.Select(r => r.Text).Concat(f.Messages.Select(m => Encoding.ASCII.GetString(m.Bytes.ToArray())))
            .Select(text => $"{NameOf(f)}: {Title().Match(text).Value}"))
        .Order(StringComparer.Ordinal);

    private static string PlaceOf(SeededItem item) => item.Folder!.DisplayName + (item is { ItemClass: "IPM.Note", Folder.DisplayName: "calendar" } ? " (messages)" : "");

    private static string NameOf(KerioFolder folder) => folder.Path.Split('/')[^1].ToLowerInvariant() is "team" ? "Team" : folder.Path.ToLowerInvariant() switch
    {
        "inbox" => "Inbox",
        var other => other,
    };

    private static void Entitle(SeededItem item, string title, int version)
    {
        item.Subject = FormattableString.Invariant($"{title} {version}");
        var text = $"Subject: {item.Subject}\r\n\r\n{item.Subject}\r\n";
        switch (item)
        {
            case SeededContact contact:
                (contact.DisplayName, contact.FileAs) = (item.Subject, item.Subject);
                break;
            case SeededDistributionList list:
                list.FileAs = item.Subject;
                break;
            case { ItemClass: "IPM.StickyNote" or "IPM.Note" }:
                (item.Body, item.Content) = (item.Subject + "\r\n", MailContent.Of(Encoding.ASCII.GetBytes(text)));
                break;
        }
    }

    /// <summary>Events of one UID.</summary>
    private void AddTwin(char letter) =>
        Add("calendar", $"Event {letter}", new SeededAppointment { Start = Day.AddHours(letter), End = Day.AddHours(letter + 1), GlobalId = GlobalObjectIds.Of("twins") });

    private void Add(string folder, string title, SeededItem item)
    {
        Entitle(item, title, 0);
        item.Received = item.Created = item.Modified = Seed.Now.AddMinutes(items.Count);
        items[title] = Mailbox.AddItem(Mailbox[folder], item);
    }

    [GeneratedRegex("(Message|Event|Contact|List|Task|Note) [a-z] [0-9]")]
    private static partial Regex Title();
}
