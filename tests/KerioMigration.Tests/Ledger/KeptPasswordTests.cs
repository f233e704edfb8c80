using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Model;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Ledger;

/// <summary>Passwords at rest, with a key file as everywhere but on Windows.</summary>
public sealed class KeptPasswordTests : IDisposable
{
    private const string Canary = "C4nary-in-the-m1ne-ü";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryFolder folder = new();

    private string Ledger => folder.File("migration.ledger");

    private string Key => Ledger + ".key";

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task No_file_holds_a_password_in_clear()
    {
        await using (var ledger = await SqliteLedger.OpenAsync(Ledger, TimeProvider.System, None))
        {
            await KeepAsync(ledger, "anna@example.org", Canary);
            RequireNoCanary();
        }

        RequireNoCanary();
        Assert.Equal(Canary, await ReadAsync());
    }

    [Fact]
    public void Twice_the_same_password_is_not_twice_the_same_bytes()
    {
        var protection = new KeyFilePasswordProtection(Key);
        var one = protection.Protect("anna@example.org", Secret.From(Canary), isFirst: true);
        var two = protection.Protect("anna@example.org", Secret.From(Canary), isFirst: false);
        Assert.NotEqual(one, two);
        Assert.Equal(Canary, protection.Unprotect("anna@example.org", one).Reveal());
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("exactly16bytes!!")]
    [InlineData("🔑 and a rather long pass phrase, longer than one block of the cipher")]
    public void Any_password_comes_back(string password)
    {
        var blob = new KeyFilePasswordProtection(Key).Protect("anna@example.org", Secret.From(password), isFirst: true);
        Assert.Equal(password, new KeyFilePasswordProtection(Key).Unprotect("anna@example.org", blob).Reveal());
    }

    [Fact]
    public void A_password_at_another_mailboxs_place_does_not_open()
    {
        var protection = new KeyFilePasswordProtection(Key);
        var blob = protection.Protect("anna@example.org", Secret.From(Canary), isFirst: true);
        RequireRefusal(() => protection.Unprotect("bert@example.org", blob));
    }

    [Fact]
    public void Any_changed_byte_is_noticed()
    {
        var protection = new KeyFilePasswordProtection(Key);
        var blob = protection.Protect("anna@example.org", Secret.From(Canary), isFirst: true);
        for (var i = 0; i < blob.Length; i++)
        {
            var changed = (byte[])blob.Clone();
            changed[i] ^= 1;
            RequireRefusal(() => protection.Unprotect("anna@example.org", changed));
        }

        RequireRefusal(() => protection.Unprotect("anna@example.org", blob[..40]));
        RequireRefusal(() => protection.Unprotect("anna@example.org", []));
    }

    [Fact]
    public async Task The_key_is_its_owners_alone_and_is_made_only_when_needed()
    {
        await using var ledger = await SqliteLedger.OpenAsync(Ledger, TimeProvider.System, None);
        Assert.Empty(await ledger.ReadPasswordsAsync(None));
        Assert.False(File.Exists(Key));
        await KeepAsync(ledger, "anna@example.org", Canary);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Key));
        }
    }

    [Fact]
    public void A_key_that_others_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var protection = new KeyFilePasswordProtection(Key);
        var blob = protection.Protect("anna@example.org", Secret.From(Canary), isFirst: true);
        File.SetUnixFileMode(Key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        RequireRefusal(() => protection.Unprotect("anna@example.org", blob));
        RequireRefusal(() => protection.Protect("anna@example.org", Secret.From(Canary), isFirst: true));
    }

    [Fact]
    public async Task A_lost_key_is_not_replaced_while_passwords_depend_on_it()
    {
        await using var ledger = await SqliteLedger.OpenAsync(Ledger, TimeProvider.System, None);
        await KeepAsync(ledger, "anna@example.org", Canary);
        File.Move(Key, Key + ".moved");
        var read = await Assert.ThrowsAsync<MigrationException>(() => ledger.ReadPasswordsAsync(None));
        var write = await Assert.ThrowsAsync<MigrationException>(() => KeepAsync(ledger, "bert@example.org", "other"));
        Assert.Equal([Reason.AccessDenied, Reason.AccessDenied], [read.Failure.Reason, write.Failure.Reason]);
        Assert.Contains(Key, read.Message, StringComparison.Ordinal);
        File.Move(Key + ".moved", Key);
        Assert.Equal(Canary, (await ledger.ReadPasswordsAsync(None)).Single().Password.Reveal());
    }

    [Fact]
    public void A_damaged_or_foreign_key_is_refused()
    {
        var blob = new KeyFilePasswordProtection(Key).Protect("anna@example.org", Secret.From(Canary), isFirst: true);
        File.WriteAllBytes(Key, new byte[31]);
        RequireRefusal(() => new KeyFilePasswordProtection(Key).Unprotect("anna@example.org", blob));
        File.WriteAllBytes(Key, new byte[32]);
        RequireRefusal(() => new KeyFilePasswordProtection(Key).Unprotect("anna@example.org", blob));
    }

    private static void RequireRefusal(Func<object> open)
    {
        var error = Assert.Throws<MigrationException>(() => open());
        Assert.Equal(Reason.AccessDenied, error.Failure.Reason);
        Assert.DoesNotContain(Canary, error.ToString(), StringComparison.Ordinal);
    }

    private static async Task KeepAsync(ILedger ledger, string address, string password)
    {
        var run = await ledger.StartRunAsync(new RunEntry { Version = "1.0" }, None);
        await using var mailbox = await ledger.AcquireAsync(new MailboxEntry(address), run, None);
        await mailbox.KeepPasswordAsync(Secret.From(password), None);
        await mailbox.SetAccountAsync(address, createdByUs: true, None);
    }

    private async Task<string> ReadAsync()
    {
        await using var reader = await SqliteLedgerReader.OpenAsync(Ledger, TimeProvider.System, None);
        return (await reader.ReadPasswordsAsync(None)).Single().Password.Reveal();
    }

    private void RequireNoCanary()
    {
        var files = Directory.GetFiles(folder.FullName);
        Assert.NotEmpty(files);
        foreach (var path in files)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            Assert.All(
                new[] { Encoding.UTF8, Encoding.Unicode, Encoding.Latin1 },
                e => Assert.Equal(-1, bytes.AsSpan().IndexOf(e.GetBytes(Canary))));
        }
    }
}
