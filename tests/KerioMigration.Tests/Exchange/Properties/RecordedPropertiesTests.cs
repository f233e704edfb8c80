using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using KerioMigration.Engine.Exchange;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Properties;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Engine.Model.Contacts;
using KerioMigration.Engine.Model.Tasks;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Exchange.Properties;

/// <summary>What becomes of the items of answers that another server gave.</summary>
public sealed class RecordedPropertiesTests
{
    private const string Gromox = "corpus/ews-gromox";
    private static readonly XNamespace T = EwsNames.Types;
    private static readonly AddressBook Nobody = new(null!, new EwsContext(EwsSchema.Exchange2013_SP1, "alice@example.test", MailboxAccess.FullAccess));

    [SharedFact(Gromox)]
    public void Every_recorded_item_is_read_with_the_values_of_an_independent_reading()
    {
        var (appointments, contacts, tasks) = (0, 0, 0);
        foreach (var folder in Directory.GetDirectories(TestPaths.Shared(Gromox), "GetItem*"))
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, "response.xml"));
            var expected = XDocument.Parse(Encoding.UTF8.GetString(bytes).TrimEnd('\0')).Descendants(XName.Get("Items", EwsNames.Messages)).Elements();
            foreach (var (wanted, read) in expected.Zip(Elements(bytes), (w, r) => (w, r)))
            {
                Assert.Equal(wanted.Name.LocalName, read.Name);
                switch (read.Name)
                {
                    case "CalendarItem":
                        appointments += Compare(wanted, Appointment(read));
                        break;
                    case "Contact":
                        contacts += Compare(wanted, Contact(read));
                        break;
                    case "Task":
                        tasks += Compare(wanted, TaskFields.Read(read, "id", null, [], null));
                        break;
                }
            }
        }

        Assert.True(appointments > 200 && contacts > 30 && tasks >= 5, $"{appointments} appointments, {contacts} contacts, {tasks} tasks");
    }

    [SharedFact(Gromox)]
    public void A_recorded_series_has_its_rule_and_its_exceptions()
    {
        var series = Appointment(Assert.Single(Elements("GetItem-created-cal-recurring-AllProperties")))!;

        // The zone stands twice in the answer.
        Assert.Equal("W. Europe Standard Time", series.StartZone!.Id);
        Assert.Null(series.EndZone);
        var pattern = Assert.IsType<WeeklyPattern>(series.Recurrence!.Pattern);
        Assert.Equal((1, DaysOfWeek.Monday, DayOfWeek.Monday, 8), (pattern.Interval, pattern.Days, pattern.FirstDayOfWeek, series.Recurrence.Count));
        Assert.Equal([new DateTimeOffset(2026, 3, 30, 9, 0, 0, TimeSpan.Zero)], series.DeletedOccurrences);
        Assert.Equal(new DateTimeOffset(2026, 3, 17, 12, 0, 0, TimeSpan.Zero), Assert.Single(series.ModifiedOccurrences).Start);

        var monthly = Appointment(Assert.Single(Elements("GetItem-created-cal-monthly-AllProperties")))!;
        Assert.IsType<RelativeMonthlyPattern>(monthly.Recurrence!.Pattern);
        var yearly = Appointment(Assert.Single(Elements("GetItem-created-cal-yearly-allday-AllProperties")))!;
        Assert.IsType<AbsoluteYearlyPattern>(yearly.Recurrence!.Pattern);
        Assert.True(yearly.IsAllDay);
    }

    [SharedFact(Gromox)]
    public void A_recorded_contact_and_task_have_what_was_created()
    {
        var contact = Contact(Assert.Single(Elements("GetItem-created-contact-AllProperties")));
        Assert.Equal(("Max", "Muster", "ACME", new DateTime(1980, 2, 29)), (contact.Name.Given, contact.Name.Surname, contact.Company, contact.Birthday));
        Assert.Equal([new ContactEmail("max@muster.test", "max@muster.test")], contact.Emails);
        Assert.Equal([new ContactPhone(PhoneKind.MobilePhone, "+43 660 1")], contact.Phones);

        var task = TaskFields.Read(Assert.Single(Elements("GetItem-created-task-AllProperties")), "id", null, [], null);
        Assert.Equal(("Write the report", TaskItemStatus.InProgress, 25d), (task.Subject, task.Status, task.PercentComplete));
        Assert.Equal((new DateTime(2026, 11, 25), new DateTime(2026, 12, 2)), (task.StartDate, task.DueDate));
    }

    private static Appointment? Appointment(Element element) =>
        AppointmentFields.Read(element, "id", Nobody, new Dictionary<string, Appointment?>(), [], null, null);

    private static Contact Contact(Element element) => ContactFields.Read(element, "id", new Dictionary<string, string?>(), null);

    private static int Compare(XElement wanted, Appointment? read)
    {
        if (wanted.Element(T + "Start") is not { } start)
        {
            Assert.Null(read);
            return 0;
        }

        Assert.Equal((Time(start), Time(wanted.Element(T + "End"))), (read!.Start, read.End));
        Assert.Equal((Value(wanted, "Subject"), Value(wanted, "Location"), Value(wanted, "UID") ?? "id"), (Lines(read.Subject), read.Location, read.Uid));
        Assert.Equal((Value(wanted, "LegacyFreeBusyStatus") ?? "Busy", Value(wanted, "Sensitivity") ?? "Normal"), (read.FreeBusy.ToString(), read.Sensitivity.ToString()));
        Assert.Equal(wanted.Element(T + "Recurrence") is not null, read.Recurrence is not null);
        Assert.Equal(wanted.Descendants(T + "DeletedOccurrence").Count(), read.DeletedOccurrences.Count);
        Assert.Equal(wanted.Elements(T + "ModifiedOccurrences").Elements().Count(), read.ModifiedOccurrences.Count);
        return 1;
    }

    private static int Compare(XElement wanted, Contact read)
    {
        Assert.Equal((Value(wanted, "DisplayName"), Value(wanted, "CompanyName"), Value(wanted, "JobTitle")), (read.DisplayName, read.Company, read.JobTitle));
        Assert.Equal((Value(wanted, "GivenName"), Value(wanted, "Surname")), (read.Name.Given, read.Name.Surname));
        Assert.Equal(Entries(wanted, "EmailAddresses"), read.Emails.Select(e => e.Address));
        Assert.Equal(Entries(wanted, "PhoneNumbers"), read.Phones.Select(p => p.Number));
        return 1;
    }

    private static int Compare(XElement wanted, TaskItem read)
    {
        Assert.Equal((Value(wanted, "Subject"), Value(wanted, "Status") ?? "NotStarted"), (read.Subject, read.Status.ToString()));
        Assert.Equal(wanted.Element(T + "DueDate") is not null, read.DueDate is not null);
        return 1;
    }

    private static IEnumerable<string> Entries(XElement item, string list) =>
        item.Elements(T + list).Elements().Select(e => e.Value.Trim()).Where(v => v.Length > 0);

    private static string? Value(XElement item, string name) => Lines(item.Elements(T + name).LastOrDefault()?.Value is { Length: > 0 } text ? text : null);

    private static string? Lines(string? text) => text?.ReplaceLineEndings("\n");

    private static DateTimeOffset Time(XElement? element) => DateTimeOffset.Parse(element!.Value, System.Globalization.CultureInfo.InvariantCulture);

    private static IReadOnlyList<Element> Elements(string folder) => Elements(File.ReadAllBytes(Path.Combine(TestPaths.Shared(Gromox), folder, "response.xml")));

    private static List<Element> Elements(byte[] answer)
    {
        var operation = new GetProperties([], ContactFields.Core);
        using var filter = new AnswerFilter(operation.StreamedElement);
        filter.Feed(answer);
        IReadOnlyList<EwsResponse<Element>>? result = null;
        SoapAnswer.Read(filter.Skeleton.Span, reader => result = operation.Read(reader, filter));
        return [.. result?.Select(r => r.Payload).OfType<Element>() ?? []];
    }
}
