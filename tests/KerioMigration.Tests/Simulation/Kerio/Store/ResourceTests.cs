using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio.Store;

/// <summary>Events, contacts, tasks and notes in the store, whoever writes them.</summary>
public sealed class ResourceTests : IAsyncLifetime
{
    private SimulatedKerio kerio = null!;

    private KerioMailbox Mailbox => kerio.Store.Mailbox("jdoe");

    private KerioFolder Calendar => Mailbox.Default(FolderKind.Calendar);

    public async Task InitializeAsync()
    {
        kerio = await SimulatedKerio.StartAsync();
        kerio.Store.AddUser("jdoe@example.com");
    }

    public async Task DisposeAsync() => await kerio.DisposeAsync();

    [Theory]
    [InlineData(FolderKind.Calendar, "Calendar")]
    [InlineData(FolderKind.Contacts, "Contacts")]
    [InlineData(FolderKind.Tasks, "Tasks")]
    [InlineData(FolderKind.Notes, "Notes")]
    public void Every_mailbox_has_a_folder_of_each_kind(FolderKind kind, string name)
    {
        var folder = Mailbox.Default(kind);
        Assert.Equal(name, folder.Path);
        Assert.Same(folder, Mailbox.Find(folder.Guid));
    }

    [Fact]
    public void Folders_have_guids_of_their_own()
    {
        var guids = kerio.Store.Users.SelectMany(u => u.Mailbox.Folders).Select(f => f.Guid).ToArray();
        Assert.Equal(18, guids.Distinct().Count());
    }

    [Fact]
    public void An_etag_is_folder_number_and_revision()
    {
        Calendar.Resources.Add(Event("first"));
        var second = Calendar.Resources.Add(Event("second"));
        var changed = Calendar.Resources.Replace(second, Event("second, later"))!;
        Assert.Equal($"{Calendar.Guid:N}0000000200000000", second.ETag);
        Assert.Equal($"{Calendar.Guid:N}0000000200000001", changed.ETag);
        Assert.Equal([Event("first").Text, Event("second, later").Text], Calendar.Resources.All.Select(r => r.Text));
    }

    [Fact]
    public void An_item_made_elsewhere_is_named_after_its_number() =>
        Assert.Equal($"{Calendar.Guid}-00000001.eml", Calendar.Resources.Add(Event("x")).Name);

    [Fact]
    public void The_name_of_a_client_is_kept_and_taken_once()
    {
        var stored = Calendar.Resources.Add(Event("x") with { Name = "mine.ics" });
        Assert.Same(stored, Calendar.Resources.Find("mine.ics"));
        Assert.Throws<InvalidOperationException>(() => Calendar.Resources.Add(Event("y") with { Name = "mine.ics" }));
    }

    [Fact]
    public void A_number_is_not_used_again()
    {
        var first = Calendar.Resources.Add(Event("x"));
        Assert.True(Calendar.Resources.Remove(first));
        Assert.False(Calendar.Resources.Remove(first));
        Assert.Null(Calendar.Resources.Replace(first, Event("x")));
        Assert.Equal(2u, Calendar.Resources.Add(Event("x")).Number);
    }

    [Fact]
    public void Every_change_moves_the_counter_of_the_folder()
    {
        var seen = new List<int> { Calendar.Changes };
        var stored = Calendar.Resources.Add(Event("x"));
        seen.Add(Calendar.Changes);
        Calendar.Resources.Replace(stored, Event("y"));
        seen.Add(Calendar.Changes);
        Calendar.Resources.Remove(stored);
        seen.Add(Calendar.Changes);
        Assert.Equal(4, seen.Distinct().Count());
    }

    [Fact]
    public void Items_count_for_the_quota()
    {
        var stored = Calendar.Resources.Add(Event("ž"));
        Assert.Equal((1, Event("ž").Text.Length + 1), (Mailbox.ItemCount, Mailbox.UsedBytes));
        Calendar.Resources.Replace(stored, Event(string.Empty));
        Assert.Equal((1, Event(string.Empty).Text.Length), (Mailbox.ItemCount, Mailbox.UsedBytes));
        var more = Mailbox.Create("More", FolderKind.Calendar)!;
        more.Resources.Add(Event("x"));
        Mailbox.Remove(more);
        Calendar.Resources.Remove(stored);
        Assert.Equal((0, 0L), (Mailbox.ItemCount, Mailbox.UsedBytes));
    }

    private static NewResource Event(string summary) =>
        new("text/calendar", $"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\nSUMMARY:{summary}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "u");
}
