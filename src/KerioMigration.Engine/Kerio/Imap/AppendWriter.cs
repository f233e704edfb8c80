using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>
/// Sends APPEND commands whose literals are exactly the given bytes. Speaks between MailKit's commands, with tags of its own.
/// </summary>
internal sealed class AppendWriter(ImapWire wire, ServerCapabilities capabilities, WireLog? log)
{
    /// <summary>The code of the failure when the server did not understand a command whose literal was already under way.</summary>
    public const string Misunderstood = "BAD after a non-synchronizing literal";

    /// <summary>Unanswered commands at once: enough to fill 20 ms of latency, few enough that their answers never fill a socket's buffer.</summary>
    private const int Window = 32;

    /// <summary>What LITERAL- lets through without asking (RFC 7888, 5).</summary>
    private const int LiteralMinusLimit = 4096;

    private int lastTag;

    /// <summary>At least one byte of the last <see cref="SendAsync"/> left this computer.</summary>
    public bool HasSent { get; private set; }

    /// <summary>The server's last word, when it closed the connection with one.</summary>
    public ImapAnswer? Goodbye { get; private set; }

    /// <summary>
    /// One command per element, one answer each; null for commands that were not begun because of cancellation.
    /// The caller ends a connection that hangs by aborting the wire.
    /// </summary>
    /// <param name="folder">Encoded and quoted.</param>
    /// <param name="synchronize">Wait before every literal, whatever the server can.</param>
    public async Task<ImapAnswer?[]> SendAsync(
        string folder, IReadOnlyList<IReadOnlyList<AppendItem>> commands, bool synchronize, CancellationToken cancellationToken)
    {
        HasSent = false;
        using var buffer = new AppendBuffer(wire);
        var round = new Round(commands.Count);
        try
        {
            for (var i = 0; i < commands.Count && !cancellationToken.IsCancellationRequested; i++)
            {
                while (round.Open.Count >= Window)
                {
                    await buffer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
                    await ReadAsync(round, CancellationToken.None).ConfigureAwait(false);
                }

                await SendCommandAsync(buffer, round, i, folder, commands[i], synchronize).ConfigureAwait(false);
            }

            await buffer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            while (round.Open.Count > 0)
            {
                await ReadAsync(round, CancellationToken.None).ConfigureAwait(false);
            }
        }
        finally
        {
            HasSent = buffer.HasSent;
        }

        return round.Answers;
    }

    private async Task SendCommandAsync(AppendBuffer buffer, Round round, int index, string folder, IReadOnlyList<AppendItem> items, bool synchronize)
    {
        var tag = "km" + (++lastTag).ToString(CultureInfo.InvariantCulture);
        round.Open.Add(tag, new OpenCommand(index));
        log?.Line(lastTag, $"imap > {tag} APPEND {folder} ({items.Count} messages)");
        await buffer.WriteAsync($"{tag} APPEND {folder}", CancellationToken.None).ConfigureAwait(false);
        foreach (var item in items)
        {
            var waits = synchronize || item.IsDelicate || !IsFree(item.Item.Content.Length);
            round.Open[tag].IsFree |= !waits;
            await buffer.WriteAsync(Head(item, waits), CancellationToken.None).ConfigureAwait(false);
            if (waits)
            {
                await buffer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
                if (!await WaitForLiteralAsync(round, tag).ConfigureAwait(false))
                {
                    return;
                }
            }

            await buffer.WriteAsync(item.Item.Content, CancellationToken.None).ConfigureAwait(false);
        }

        await buffer.WriteAsync("\r\n", CancellationToken.None).ConfigureAwait(false);
    }

    private bool IsFree(long length) => capabilities.LiteralPlus || (capabilities.LiteralMinus && length <= LiteralMinusLimit);

    private static string Head(AppendItem item, bool waits)
    {
        var flags = ImapText.Flags(item.Flags);
        var date = item.Date is { } known ? ImapText.Date(known) + " " : "";
        var length = item.Item.Content.Length.ToString(CultureInfo.InvariantCulture);
        return $" {flags} {date}{(item.AsBinary ? "~" : "")}{{{length}{(waits ? "" : "+")}}}\r\n";
    }

    /// <summary>False: the command was answered instead, and its literal must not be sent.</summary>
    private async Task<bool> WaitForLiteralAsync(Round round, string tag)
    {
        while (round.Open.ContainsKey(tag))
        {
            if (await ReadAsync(round, CancellationToken.None).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads one line; true when it is a continuation request. Untagged data (EXISTS and so on) may come at any time.</summary>
    private async Task<bool> ReadAsync(Round round, CancellationToken cancellationToken)
    {
        var line = await wire.ReadLineAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new EndOfStreamException("The server closed the connection.");
        if (line.StartsWith("+", StringComparison.Ordinal))
        {
            return true;
        }

        var blank = line.IndexOf(' ');
        var first = blank < 0 ? line : line.Substring(0, blank);
        if (first == "*")
        {
            await ReadUntaggedAsync(line.Substring(blank + 1), cancellationToken).ConfigureAwait(false);
        }
        else if (round.Open.TryGetValue(first, out var command) && ImapAnswer.Parse(line.Substring(blank + 1)) is { } answer)
        {
            log?.Line(lastTag, "imap < " + line);
            round.Open.Remove(first);
            round.Answers[command.Index] = answer;
            if (answer.Status == ImapStatus.Bad && command.IsFree)
            {
                throw NotUnderstood(answer);
            }
        }

        return false;
    }

    /// <summary>A server may take such a literal for commands (seen with Dovecot 2.3): nothing more goes over this connection.</summary>
    private static MigrationException NotUnderstood(ImapAnswer answer) => new(
        new Failure(FailureScope.Mailbox, FailureRemedy.Retry, Reason.UnexpectedAnswer, $"The server did not understand an APPEND command ({answer.Text}).")
        {
            Code = Misunderstood,
        });

    private async Task ReadUntaggedAsync(string data, CancellationToken cancellationToken)
    {
        if (ImapAnswer.Parse(data) is { Status: ImapStatus.Bye } goodbye)
        {
            Goodbye = goodbye;
        }

        var open = data.EndsWith("}", StringComparison.Ordinal) ? data.LastIndexOf('{') : -1;
        if (open >= 0 && long.TryParse(data.Substring(open + 1, data.Length - open - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            await wire.SkipAsync(length, cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed class Round(int commands)
    {
        public ImapAnswer?[] Answers { get; } = new ImapAnswer?[commands];

        /// <summary>Tags without an answer, with their command's number.</summary>
        public Dictionary<string, OpenCommand> Open { get; } = [];
    }

    private sealed class OpenCommand(int index)
    {
        public int Index => index;

        /// <summary>Has a literal that the server was not asked about.</summary>
        public bool IsFree { get; set; }
    }
}
