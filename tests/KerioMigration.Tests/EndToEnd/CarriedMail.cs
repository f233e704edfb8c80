using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>Compares both ends by the hashes of whole messages: a missing, a changed and a doubled one all show.</summary>
internal static class CarriedMail
{
    /// <summary>Everything that is mail, in folders for mail that users see.</summary>
    public static IEnumerable<SeededItem> MailOf(SeededMailbox mailbox) => mailbox.Folders
        .Where(f => !f.IsHidden && (f.FolderClass.Length == 0 || f.FolderClass.StartsWith("IPF.Note", StringComparison.Ordinal)))
        .SelectMany(f => f.Items)
        .Where(i => !i.IsAssociated && (i.ItemClass.StartsWith("IPM.Note", StringComparison.Ordinal)
            || i.ItemClass.StartsWith("IPM.Schedule", StringComparison.Ordinal)
            || i.ItemClass.StartsWith("IPM.Post", StringComparison.Ordinal)
            || i.ItemClass.StartsWith("REPORT", StringComparison.Ordinal)));

    /// <summary>Each message of the source stands at the destination exactly once, and nothing else does.</summary>
    public static async Task AssertSameAsync(SimulatedExchange exchange, SimulatedKerio kerio, params string[] addresses)
    {
        foreach (var address in addresses)
        {
            Assert.Equal(Sent(exchange, address, kerio), await ArrivedAsync(kerio, address));
        }
    }

    /// <summary>No message stands twice, and none that the source does not have.</summary>
    public static async Task AssertNothingTwiceAsync(SimulatedExchange exchange, SimulatedKerio kerio, params string[] addresses)
    {
        foreach (var address in addresses.Where(a => kerio.Store.FindUser(a) is not null))
        {
            var left = Sent(exchange, address, kerio).ToList();
            Assert.All(await ArrivedAsync(kerio, address), print => Assert.True(left.Remove(print), $"{address} holds {print} too often."));
        }
    }

    public static async Task<int> CountAsync(SimulatedKerio kerio, string address) =>
        kerio.Store.FindUser(address) is null ? 0 : (await DestinationMailbox.ReadAsync(kerio, address)).Sum(f => f.Messages.Count);

    private static IEnumerable<string> Sent(SimulatedExchange exchange, string address, SimulatedKerio kerio) =>
        MailOf(exchange.Organization.Find(address)!.Mailbox).Select(i => Print(i.Content!.ToBytes().ToArray(), kerio)).Order(StringComparer.Ordinal);

    private static async Task<IEnumerable<string>> ArrivedAsync(SimulatedKerio kerio, string address) =>
        (await DestinationMailbox.ReadAsync(kerio, address)).SelectMany(f => f.Messages).Select(m => Print(m.Bytes, kerio)).Order(StringComparer.Ordinal);

    // Dovecot gives back CRLF where a message came with LF alone.
    private static string Print(byte[] bytes, SimulatedKerio kerio) =>
        Convert.ToHexString(SHA256.HashData(kerio.Options.ImapBackend is null ? bytes : WithCrLf(bytes)));

    private static byte[] WithCrLf(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        return Encoding.Latin1.GetBytes(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal));
    }
}
