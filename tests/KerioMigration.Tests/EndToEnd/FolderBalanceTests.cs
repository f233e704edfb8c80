using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio.Store;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Every folder's items, of every kind, are accounted for: what Exchange has is the sum of what became of it.</summary>
public sealed class FolderBalanceTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    private const string Anna = "anna@example.org";
    private const string Bob = "bob@example.org";

    private const string Misplaced = " (messages)";

    private static readonly string[] Fates = ["Migrated", "Existing", "Filtered", "Failed", "Held", "Pending"];

    private static readonly FolderKind[] Kinds = [FolderKind.Mail, FolderKind.Calendar, FolderKind.Contacts, FolderKind.Tasks, FolderKind.Notes];

    /// <summary>Bob's account was there before, and nobody knows its password: what is no mail is held.</summary>
    [Theory]
    [InlineData("", false)]
    [InlineData("-CalendarAfter 2024-06-01 -After 2023-01-01 -ExcludeFolder '#Deleted','*/Rezepte'", true)]
    [InlineData("-ItemType Mail,Contact,Note", true)]
    public async Task Whatever_becomes_of_the_items(string choice, bool isFiltered)
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        scene.Kerio.Store.AddUser(Bob, "Bob-secret1");
        scene.Exchange.Faults.Add(new Fault { On = "GetItem", Action = FaultAction.ItemError, Code = "ErrorAccessDenied", Target = "Einkaufen 1", Count = int.MaxValue });

        await session.RunAsync((scene.Settings with { More = choice }).Migrate(Anna, Bob));

        var rows = (await session.RunAsync(scene.Settings.Report("-View Folder"))).Output;
        Assert.All(rows, AssertBalanced);
        Assert.Equal(Seeded(scene), Found(rows));
        Assert.All(["Mail", "Calendar", "Contact", "Task", "Note", "Journal"], k => Assert.Contains(rows, r => r["Kind"].GetString() == k));
        Assert.Contains(rows, r => Number(r, "Migrated") > 0);
        Assert.Contains(rows, r => Number(r, "Held") > 0);
        Assert.Contains(rows, r => Number(r, "Failed") > 0);
        Assert.Equal(isFiltered, rows.Where(r => Number(r, "Found") > 0 && r["Reason"].GetString() is not "FolderExcluded").Any(r => Number(r, "Filtered") > 0));
        Assert.All(rows, r => Assert.Equal(0, Number(r, "Pending")));
    }

    [Fact]
    public async Task Whatever_is_missing_at_the_destination()
    {
        await using var scene = await MigrationScene.StartAsync(organization: Seed.Groupware());
        await session.RunAsync(scene.Settings.Migrate(Anna));
        var folders = scene.Kerio.Store.FindUser(Anna)!.Mailbox.Folders;
        foreach (var kind in Kinds)
        {
            RemoveOne(folders.First(f => f.Kind == kind && (f.Messages.Count > 0 || f.Resources.All.Count > 0)));
        }

        var rows = (await session.RunAsync(scene.Settings.Verify("-View Folder"))).Output;

        Assert.All(rows, r => AssertBalanced(r, "Missing"));
        Assert.Equal(Seeded(scene, Anna), Found(rows));
        Assert.Equal(Kinds.Length, rows.Count(r => Number(r, "Missing") == 1));
        Assert.Equal(Kinds.Length, rows.Sum(r => Number(r, "Missing")));
    }

    private static void RemoveOne(KerioFolder folder)
    {
        if (folder.Messages.Count > 0)
        {
            folder.Expunge([folder.Messages[0]]);
        }
        else
        {
            folder.Resources.Remove(folder.Resources.All[0]);
        }
    }

    private static void AssertBalanced(IReadOnlyDictionary<string, JsonElement> row) => AssertBalanced(row, []);

    private static void AssertBalanced(IReadOnlyDictionary<string, JsonElement> row, params string[] more) => Assert.Equal(
        (row["Folder"].GetString(), Number(row, "Found")),
        (row["Folder"].GetString(), Fates.Concat(more).Sum(f => Number(row, f))));

    /// <summary>Folders with items, by mailbox and path as reports write it; what users do not see is left out, and counted.</summary>
    private static IEnumerable<string> Found(IEnumerable<IReadOnlyDictionary<string, JsonElement>> rows) => rows
        .GroupBy(r => $"{r["Mailbox"]} {AtSource(r["Folder"].GetString()!)}", r => Number(r, "Found"))
        .Where(f => f.Sum() > 0)
        .Select(f => $"{f.Key}: {f.Sum()}")
        .Order(StringComparer.Ordinal);

    /// <summary>What lies in a calendar and is none of it has a row of its own, as if it lay in a folder below.</summary>
    private static string AtSource(string path) => path.EndsWith(Misplaced, StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : path;

    private static IEnumerable<string> Seeded(MigrationScene scene, params string[] mailboxes) => scene.Exchange.Organization.Users
        .Where(u => mailboxes.Length == 0 ? u.PrimarySmtpAddress is Anna or Bob : mailboxes.Contains(u.PrimarySmtpAddress))
        .SelectMany(u => u.Mailbox.Folders
            .Where(f => IsBelow(f, u.Mailbox.TopOfInformationStore))
            .Select(f => (Path: Path(f, u.Mailbox.TopOfInformationStore), Count: f.Items.Count(i => !i.IsAssociated)))
            .Where(f => f.Count > 0)
            .Select(f => $"{u.PrimarySmtpAddress} {f.Path}: {f.Count}"))
        .Order(StringComparer.Ordinal);

    private static bool IsBelow(SeededFolder folder, SeededFolder top) => folder.Parent is { } parent && (parent == top || IsBelow(parent, top));

    private static string Path(SeededFolder folder, SeededFolder top) =>
        (folder.Parent == top ? "" : Path(folder.Parent!, top) + "/") + folder.DisplayName.Replace("/", "//", StringComparison.Ordinal);

    private static long Number(IReadOnlyDictionary<string, JsonElement> row, string column) => row[column].GetInt64();
}
