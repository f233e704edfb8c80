using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Engine.Reporting;
using KerioMigration.Engine.Verification;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.House;

[Collection(CmdletSession.Collection)]
public sealed class ViewTests
{
    private static readonly XElement Views = XElement.Load(Path.Combine(TestPaths.RepositoryRoot, "module", "KerioMigration.Format.ps1xml"));

    private static readonly string Long = "a-very-long-word-" + new string('x', 300);

    /// <summary>One row of each type, with the widest values there are.</summary>
    public static TheoryData<string> Types => new(Rows.Keys);

    private static Dictionary<string, object> Rows { get; } = new object[]
    {
        new ConnectionCheck { Server = "mail.example.org", Check = Long, Result = CheckResult.Warning, Detail = Long, Remedy = Long, Reason = Reason.AccountNameIllegal },
        new SourceUser { PrimarySmtpAddress = Long, DisplayName = Long, Department = Long, MailboxType = "EquipmentMailbox", ItemCount = 12_345_678, TotalBytes = 99_999_999_999 },
        new PlanReport { Mailbox = Long, Destination = Long, Action = "Create", Folders = 1_234_567, ExcludedFolders = 1_234_567, Items = 12_345_678, Bytes = 99_999_999_999, Reason = "MasterLoginDisabled" },
        new FolderPlanReport { Mailbox = "Public Folders", Folder = Long, Kind = "Calendar", Destination = Long, Action = "Exclude", Items = 12_345_678, Bytes = 99_999_999_999, Addresses = Long, Reason = "NoDestinationSignIn", Loss = Long },
        new MailboxReport { Mailbox = Long, State = "CompletedWithErrors", Found = 12_345_678, Migrated = 12_345_678, Existing = 12_345_678, Filtered = 12_345_678, Failed = 1_234_567, Pending = 12_345_678, Bytes = 9_999_999_999_999 },
        new FolderReport { Mailbox = "anna@example.org", Folder = Long, DestinationFolder = Long, Found = 12_345_678, Migrated = 12_345_678, Existing = 12_345_678, Filtered = 12_345_678, Failed = 12_345_678, Pending = 12_345_678 },
        new ItemReport { Mailbox = "anna@example.org", Folder = Long, Subject = Long, Received = DateTime.UnixEpoch, Status = "Migrated", Reason = "MasterLoginDisabled", Bytes = 150_000_000 },
        new RunReport { Run = 123_456, State = "Interrupted", Started = DateTime.UnixEpoch, DurationSeconds = 1_234_567.8, Mailboxes = 123_456, Migrated = 123_456_789, Failed = 1_234_567, Bytes = 9_999_999_999_999, ItemsPerSecond = 12_345.6, Destination = Long },
        new AliasReport { Mailbox = Long, LegacyExchangeDN = Long, EncapsulatedAddress = Long, DestinationAddress = Long },
        new LossReport { Mailbox = "anna@example.org", Destination = Long, Part = "OutOfOffice", Place = Long, Subject = Long, Loss = Long, Open = true, SourceId = Long },
        new UndoReport { Mailbox = Long, Destination = Long, State = "Interrupted", ItemsRemoved = 12_345_678, ItemsKept = 1_234_567, ItemsGone = 1_234_567, FoldersRemoved = 123_456, FoldersKept = 12_345, AccountRemoved = true, Reason = "MasterLoginDisabled", Message = Long },
        new MailboxVerification { Mailbox = Long, Grade = "Investigate", State = "CompletedWithErrors", Found = 12_345_678, Migrated = 12_345_678, Filtered = 12_345_678, Failed = 123_456, Pending = 1_234_567, Missing = 1_234_567, Altered = 1_234_567, Duplicate = 1_234_567, Changed = 1_234_567 },
        new FolderVerification { Mailbox = "anna@example.org", Folder = Long, DestinationFolder = Long, Found = 12_345_678, Migrated = 12_345_678, Filtered = 12_345_678, Pending = 1_234_567, Missing = 1_234_567, Altered = 1_234_567, Duplicate = 1_234_567, Changed = 1_234_567 },
        new ItemDifference { Mailbox = "anna@example.org", Folder = Long, Difference = "DuplicateAtDestination", Subject = Long, Received = DateTime.UnixEpoch, Detail = Long },
    }.ToDictionary(r => r.GetType().Name);

    [Fact]
    public void Every_type_that_a_cmdlet_gives_out_is_tested_here() => Assert.Equal(
        CmdletSession.CmdletTypes.SelectMany(t => t.GetCustomAttributes<OutputTypeAttribute>()).SelectMany(o => o.Type).Select(t => t.Type)
            .Where(t => t != typeof(bool) && t != typeof(PSCredential)).Select(t => t.Name).Distinct().Order(StringComparer.Ordinal),
        Rows.Keys.Order(StringComparer.Ordinal));

    /// <summary>On a screen that leaves room for more; on one of 120 columns PowerShell would cut a wide table by itself.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void Shows_a_table_of_at_most_120_columns(string type)
    {
        using var session = new CmdletSession(new ScriptedOperations());
        session.SetVariable("row", Rows[type]);
        var lines = session.Show("$row", columns: 300).Split('\n').Select(l => l.TrimEnd()).ToList();
        Assert.Contains(lines, l => l.TrimStart().StartsWith("---", StringComparison.Ordinal));
        Assert.All(lines, l => Assert.True(l.Length <= 120, $"{l.Length} columns: {l}"));
    }

    /// <summary>PowerShell lists what comes after a table and does not fit it, eleven lines for each folder.</summary>
    [Fact]
    public void Folders_of_a_plan_stand_in_the_table_of_the_mailboxes()
    {
        using var session = new CmdletSession(new ScriptedOperations());
        session.SetVariable("rows", new object[]
        {
            new PlanReport { Mailbox = "Public Folders", Action = "Use", Folders = 1 },
            new FolderPlanReport { Mailbox = "Public Folders", Folder = "Company/News", Destination = "Company/News", Action = "Carry", Items = 1_234 },
        });
        var shown = session.Show("$rows", columns: 120);
        Assert.DoesNotContain(" : ", shown, StringComparison.Ordinal);
        var row = Assert.Single(shown.Split('\n'), l => l.StartsWith("  Company/News ", StringComparison.Ordinal));
        Assert.Contains("1,234", row, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Lists_every_property(string type)
    {
        var row = Rows[type].GetType();
        var list = Views.Descendants("View").Single(v => v.Element("Name")!.Value == type + ".List");
        Assert.Equal(row.FullName, list.Descendants("TypeName").Single().Value);
        Assert.Equal(
            row.GetProperties().Select(p => p.Name).Order(StringComparer.Ordinal),
            list.Descendants("PropertyName").Select(p => p.Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Has_flat_scalar_columns_alone(string type) => Assert.All(
        Rows[type].GetType().GetProperties().Where(p => p.CanWrite),
        p => Assert.True(IsScalar(Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType), $"{p.Name} is a {p.PropertyType.Name}"));

    private static bool IsScalar(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(DateTime) || type == typeof(TimeSpan);
}
