using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Conversion.Tasks;
using KerioMigration.Engine.Exchange;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Notes;
using KerioMigration.Engine.Model.Tasks;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Simulation.Seeding.Groupware;
using KerioMigration.Tests.Support;
using Xunit;
using ItemKind = KerioMigration.Engine.Model.ItemKind;

namespace KerioMigration.Tests.Exchange.Properties;

/// <summary>Tasks and notes as the reader gives them, beside the seed.</summary>
public sealed class TaskAndNoteReadingTests
{
    public static TheoryData<ExchangeVersion> Versions => new(ExchangeVersion.Exchange2010Sp2, ExchangeVersion.Exchange2019);

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_task_has_what_the_seed_holds(ExchangeVersion version)
    {
        await using var mailbox = await GroupwareMailbox.StartAsync(version);
        var pairs = await mailbox.PairsAsync<SeededTask>(FolderRole.Tasks, "tasks");
        Assert.True(pairs.Count > 20, $"{pairs.Count} tasks");
        foreach (var (seeded, read) in pairs)
        {
            var task = Assert.IsType<TaskItem>(read.Properties);
            Assert.Empty(read.Losses);
            Assert.Equal((Text(seeded.Subject), Text(seeded.BodyIsHtml ? seeded.PlainBody : seeded.Body), seeded.BodyIsHtml), (task.Subject, Text(task.TextBody), task.HtmlBody is not null));
            Assert.Equal((seeded.Status, seeded.PercentComplete), (task.Status.ToString(), task.PercentComplete));
            Assert.Equal((seeded.StartDate, seeded.DueDate, seeded.CompleteDate), (task.StartDate, task.DueDate, task.CompleteDate));
            Assert.Equal((seeded.Importance, seeded.Sensitivity, seeded.Billing, seeded.Mileage), (task.Importance.ToString(), task.Sensitivity.ToString(), task.BillingInformation, task.Mileage));
            Assert.Equal((seeded.ActualWork ?? 0, seeded.TotalWork ?? 0), (task.ActualWork, task.TotalWork));
            Assert.Equal((seeded.ReminderDueBy, seeded.Created, seeded.Modified), (task.Reminder, task.Created, task.LastModified));
            Assert.Equal(seeded.DelegationState == "NoMatch" ? null : seeded.Owner, task.Owner);
            Assert.Equal(seeded.Categories, task.Categories);
            Assert.Equal(seeded.Companies, task.Companies);
            Assert.Equal(seeded.Contacts, task.Contacts);
            Assert.Equal(seeded.Delegator, task.Delegator);
            Assert.Equal(seeded.Attachments.Select(a => (a.Name, Convert.ToHexString(a.Content.Span))), task.Files.Select(f => (f.Name, Convert.ToHexString(f.Content.ToBytes()))));
            Assert.Equal((seeded.Recurrence?.StartDate, seeded.Recurrence?.EndDate, seeded.Recurrence?.Count), (task.RecurrenceStart, task.Recurrence?.LastDate, task.Recurrence?.Count));
            Assert.StartsWith("BEGIN:VCALENDAR", TaskConverter.Convert(task).Content, StringComparison.Ordinal);
        }

        TaskItem Of(string subject) => (TaskItem)pairs.Single(p => p.Seeded.Subject == subject).Read.Properties!;
        Assert.Equal(new RegeneratingPattern(RegenerationUnit.Day, 2), Of("Zwei Tage nach Erledigung").Recurrence!.Pattern);
        Assert.Equal(new RegeneratingPattern(RegenerationUnit.Year, 1), Of("Ein Jahr nach Erledigung").Recurrence!.Pattern);
        Assert.Equal(pairs.Count, pairs.Select(p => ((TaskItem)p.Read.Properties!).SourceKey).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Notes_have_their_text_colour_and_place()
    {
        await using var mailbox = await GroupwareMailbox.StartAsync(ExchangeVersion.Exchange2016);
        var read = (await mailbox.PairsAsync<SeededItem>(FolderRole.Notes, "notes")).Where(p => p.Read.Ref.Kind == ItemKind.Note).ToList();
        Assert.Equal(9, read.Count);
        var notes = read.ConvertAll(p => Assert.IsType<StickyNote>(p.Read.Properties));
        Assert.Equal([NoteColor.Blue, NoteColor.Green, NoteColor.Pink, NoteColor.Yellow, NoteColor.White], notes.Take(5).Select(n => n.Color));
        Assert.Equal(new NotePosition(112, 80, 200, 166), notes[2].Position);
        Assert.Equal(read.Select(p => Text(p.Seeded.Body)), notes.Select(n => Text(n.Text)));
        Assert.Equal(read.Select(p => (DateTimeOffset?)p.Seeded.Created), notes.Select(n => n.Created));
    }

    [Fact]
    public async Task Everything_else_in_a_folder_stays_a_message()
    {
        await using var mailbox = await GroupwareMailbox.StartAsync(ExchangeVersion.Exchange2016);
        var read = await mailbox.PairsAsync<SeededItem>(FolderRole.Inbox, "inbox");
        var form = Assert.Single(read, p => p.Seeded.ItemClass == "IPM.Fremd.Formular");
        foreach (var (seeded, item) in read)
        {
            Assert.Null(item.Properties);
            Assert.True(item.Content!.Length > 0);
            Assert.Equal(seeded.Content is null || seeded == form.Seeded ? ItemFidelity.Rebuilt : ItemFidelity.Exact, item.Fidelity);
        }

        Assert.Equal(["The link to the article: https://news.example.org/1"], read.Single(p => p.Seeded.ItemClass == "IPM.Post.Rss").Read.Losses);

        // What an application has made of its own: all that Exchange tells of it is with it.
        Assert.Equal("The class IPM.Fremd.Formular is not a known one: its properties, as far as EWS tells them, are attached as properties.txt.", Assert.Single(form.Read.Losses));
        using var message = await MimeKit.MimeMessage.LoadAsync(form.Read.Content!.OpenRead());
        var properties = Assert.IsType<MimeKit.TextPart>(Assert.Single(message.Attachments)).Text.ReplaceLineEndings("\n");
        Assert.Contains("ItemClass: IPM.Fremd.Formular\n", properties, StringComparison.Ordinal);
        Assert.Contains("DateTimeReceived: ", properties, StringComparison.Ordinal);
        Assert.Contains(form.Seeded.Subject!, message.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_entry_is_a_message_that_says_what_it_was_and_when()
    {
        await using var mailbox = await GroupwareMailbox.StartAsync(ExchangeVersion.Exchange2016);
        var read = await mailbox.PairsAsync<SeededItem>(FolderRole.Journal, "journal");
        Assert.Equal(3, read.Count);
        Assert.All(read, p => Assert.Equal((ItemKind.Journal, ItemFidelity.Rebuilt, 1), (p.Read.Ref.Kind, p.Read.Fidelity, p.Read.Losses.Count)));
        using var message = await MimeKit.MimeMessage.LoadAsync(read[0].Read.Content!.OpenRead());
        Assert.Equal("Telefonat mit ACME", message.Subject);
        Assert.Equal(
            "Verlauf des Gesprächs.\n\nEntry type: Phone call\nLabel: Telefonat\nStart: 2024-05-14 06:30 +00:00\nEnd: 2024-05-14 06:55 +00:00\nDuration: 25 minutes\nContacts: Max Muster, Erika\nCompanies: ACME\n",
            message.TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal(["Kunde"], read[0].Read.Categories);
    }

    [Theory]
    [InlineData("IPM.Appointment", ItemKind.Calendar)]
    [InlineData("IPM.Appointment.Live Meeting Request", ItemKind.Calendar)]
    [InlineData("ipm.contact.Kunde", ItemKind.Contact)]
    [InlineData("IPM.DistList", ItemKind.DistributionList)]
    [InlineData("IPM.Task", ItemKind.Task)]
    [InlineData("IPM.StickyNote", ItemKind.Note)]
    [InlineData("IPM.Activity", ItemKind.Journal)]
    [InlineData("IPM.TaskRequest", ItemKind.Mail)]
    [InlineData("IPM.Schedule.Meeting.Request", ItemKind.Mail)]
    [InlineData("IPM.Schedule.Meeting.Resp.Pos", ItemKind.Mail)]
    [InlineData("IPM.Post", ItemKind.Mail)]
    [InlineData("IPM.Appointments", ItemKind.Mail)]
    public void A_class_decides_about_the_kind(string itemClass, ItemKind kind) => Assert.Equal(kind, ItemClasses.KindOfItem(itemClass));

    [Fact]
    public async Task Default_folders_have_their_roles_and_kinds()
    {
        await using var mailbox = await GroupwareMailbox.StartAsync(ExchangeVersion.Exchange2010Sp2);
        var folders = await mailbox.Server.Anna.ListFoldersAsync(default);
        Dictionary<FolderRole, ItemKind> expected = new()
        {
            [FolderRole.Calendar] = ItemKind.Calendar,
            [FolderRole.Contacts] = ItemKind.Contact,
            [FolderRole.Tasks] = ItemKind.Task,
            [FolderRole.Notes] = ItemKind.Note,
            [FolderRole.Journal] = ItemKind.Journal,
        };
        Assert.Equal(expected, expected.Keys.ToDictionary(r => r, r => folders.Single(f => f.Role == r).Kind));
    }

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text.ReplaceLineEndings("\n");
}
