using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Conversion;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding.Groupware;
using Xunit;

namespace KerioMigration.Tests.Exchange.Properties;

/// <summary>What becomes of an item that Exchange cannot give in full: as much as it gives, and the rest named.</summary>
public sealed class PropertyFallbackTests
{
    [Fact]
    public async Task An_appointment_whose_text_cannot_be_read_keeps_all_the_rest()
    {
        await using var mailbox = await StartAsync(a => a.BodyErrorCode = "ErrorItemCorrupt");
        var read = await ReadAsync(mailbox);
        var appointment = Assert.IsType<Appointment>(read.Properties);
        Assert.Equal((null, 3, "Raum 2.14"), (appointment.TextBody, appointment.Attendees.Count(a => a.Type == AttendeeType.Required), appointment.Location));
        Assert.Equal((ItemFidelity.Rebuilt, "ErrorItemCorrupt"), (read.Fidelity, read.Obstacle!.Code));
        Assert.Contains("ErrorItemCorrupt", Assert.Single(read.Losses), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_appointment_that_cannot_be_read_fails_alone_and_with_the_first_error()
    {
        await using var mailbox = await StartAsync(a => a.ErrorCode = "ErrorCorruptData");
        var items = await mailbox.ReadAsync(FolderRole.Calendar);
        var failed = Assert.Single(items, i => i.Failure is not null);
        Assert.Equal(("Quartalsplanung", "ErrorCorruptData", FailureScope.Item), (failed.Subject, failed.Failure!.Code, failed.Failure.Scope));
        Assert.Null(failed.Properties);
    }

    /// <summary>Its own form of it is known for its faults: it must neither invite anybody nor be the end of the item.</summary>
    [Fact]
    public async Task An_appointment_whose_properties_cannot_be_read_is_the_one_that_the_server_makes_of_it()
    {
        await using var mailbox = await StartAsync(a => a.PropertyErrorCode = "ErrorCorruptData");
        var read = await ReadAsync(mailbox);
        Assert.Equal((ItemFidelity.Rebuilt, "ErrorCorruptData"), (read.Fidelity, read.Obstacle!.Code));
        var made = new ObjectConverter(AttendeeMode.Listed).Convert(read.Properties!);
        using var text = new System.IO.StreamReader(made.Object.Content.OpenRead());
        var written = await text.ReadToEndAsync();
        Assert.DoesNotContain("METHOD", written, StringComparison.Ordinal);
        Assert.DoesNotContain("ORGANIZER", written, StringComparison.Ordinal);
        var item = Ical.Net.Calendar.Load(written)!.Events.Single();
        var seeded = mailbox.Server.Seeded["calendar"].Items.OfType<SeededAppointment>().Single(a => a.Subject == "Quartalsplanung");
        Assert.Equal(("Quartalsplanung", seeded.UtcStart, made.Object.Uid), (item.Summary, item.Start!.AsUtc, item.Uid));
        Assert.Equal(2, made.Losses.Count);
    }

    [Fact]
    public async Task A_missing_MIME_form_is_no_matter()
    {
        await using var mailbox = await StartAsync(a => a.MimeErrorCode = "ErrorMimeContentConversionFailed");
        var read = await ReadAsync(mailbox);
        Assert.IsType<Appointment>(read.Properties);
        Assert.Equal(ItemFidelity.Exact, read.Fidelity);
    }

    [Fact]
    public async Task An_occurrence_that_cannot_be_read_keeps_its_times()
    {
        await using var mailbox = await GroupwareMailbox.StartAsync(ExchangeVersion.Exchange2016);
        var series = mailbox.Server.Seeded["calendar"].Items.OfType<SeededAppointment>().Single(a => a.Subject == "Jour fixe");
        var bad = series.Exceptions[1];
        bad.ErrorCode = "ErrorItemCorrupt";
        var read = (await mailbox.ReadAsync(FolderRole.Calendar)).Single(i => i.Ref.Id == series.Id);
        var appointment = Assert.IsType<Appointment>(read.Properties);
        Assert.Equal([false, true, false, false, false, false], appointment.ModifiedOccurrences.Select(o => o.Item is null));
        Assert.Equal((bad.UtcStart, bad.UtcEnd), (appointment.ModifiedOccurrences[1].Start, appointment.ModifiedOccurrences[1].End));
        Assert.Contains("ErrorItemCorrupt", Assert.Single(read.Losses), StringComparison.Ordinal);
    }

    private static async Task<GroupwareMailbox> StartAsync(Action<SeededAppointment> spoil)
    {
        var mailbox = await GroupwareMailbox.StartAsync(ExchangeVersion.Exchange2016);
        spoil(mailbox.Server.Seeded["calendar"].Items.OfType<SeededAppointment>().Single(a => a.Subject == "Quartalsplanung"));
        return mailbox;
    }

    private static async Task<SourceItem> ReadAsync(GroupwareMailbox mailbox) =>
        (await mailbox.ReadAsync(FolderRole.Calendar)).Single(i => i.Subject == "Quartalsplanung");
}
