using System;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>
/// The commands before a mailbox is open. They are ours because Kerio's master login is a bare command with a bare answer, not SASL,
/// and no IMAP library speaks it.
/// </summary>
internal sealed class ImapHandshake(ImapWire wire, ImapEndpoint endpoint)
{
    private readonly int exchange = endpoint.WireLog?.NextExchange() ?? 0;
    private int lastTag;
    private string? capabilityLine;

    public ImapWire Wire => wire;

    public string Greeting { get; private set; } = "";

    public async Task ReadGreetingAsync(CancellationToken cancellationToken)
    {
        Greeting = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var answer = Greeting.StartsWith("* ", StringComparison.Ordinal) ? ImapAnswer.Parse(Greeting.Substring(2)) : null;
        if (answer is null || answer.Status is ImapStatus.No or ImapStatus.Bad)
        {
            throw new MigrationException(new Failure(FailureScope.Run, FailureRemedy.None, Reason.UnexpectedAnswer,
                $"{endpoint.Where} does not speak IMAP: it greets with \"{Shortened(Greeting)}\". Check the port."));
        }

        if (answer.Status == ImapStatus.Bye)
        {
            throw new MigrationException(ImapFailures.Classify(answer, ImapAction.Connect, endpoint.Where, ""));
        }
    }

    public async Task<ServerCapabilities> ReadCapabilitiesAsync(CancellationToken cancellationToken)
    {
        capabilityLine = null;
        var answer = await ExecuteAsync("CAPABILITY", cancellationToken).ConfigureAwait(false);
        return ServerCapabilities.Parse(capabilityLine ?? (answer.CodeName == "CAPABILITY" ? answer.Code.Substring(10) : ""));
    }

    public async Task StartTlsAsync(Func<Stream, Task<Stream>> secure, CancellationToken cancellationToken)
    {
        var answer = await ExecuteAsync("STARTTLS", cancellationToken).ConfigureAwait(false);
        if (!answer.IsOk)
        {
            throw new MigrationException(ImapFailures.Classify(answer, ImapAction.Connect, endpoint.Where, ""));
        }

        await wire.UpgradeAsync(secure).ConfigureAwait(false);
    }

    /// <summary>One attempt: a second one brings the address nearer to Kerio's block of guessers.</summary>
    public async Task SignInAsync(ImapSignIn signIn, CancellationToken cancellationToken)
    {
        if (!ImapText.IsQuotable(signIn.Address))
        {
            throw new MigrationException(new Failure(FailureScope.Mailbox, FailureRemedy.None, Reason.AccountNameIllegal,
                $"The account name {signIn.Address} holds characters that IMAP cannot carry in a sign-in."));
        }

        if (signIn.IsMaster)
        {
            await MasterLoginAsync(signIn.Password, cancellationToken).ConfigureAwait(false);
            await SetUserAsync(signIn.Address, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await LoginAsync(signIn, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>X-MASTERAUTH: the answer to the challenge is md5hex(challenge + password), on a line without a tag.</summary>
    public async Task MasterLoginAsync(Secret masterPassword, CancellationToken cancellationToken)
    {
        var tag = NextTag();
        await SendAsync($"{tag} X-MASTERAUTH", $"{tag} X-MASTERAUTH", cancellationToken).ConfigureAwait(false);
        var (answer, challenge) = await ReadAnswerAsync(tag, cancellationToken).ConfigureAwait(false);
        if (challenge is not null)
        {
            await SendAsync(Digest(challenge, masterPassword.Reveal()), "<digest>", cancellationToken).ConfigureAwait(false);
            (answer, _) = await ReadAnswerAsync(tag, cancellationToken).ConfigureAwait(false);
        }

        Require(answer, ImapAction.MasterLogin, "");
    }

    public async Task SetUserAsync(string address, CancellationToken cancellationToken)
    {
        var command = "X-SETUSER " + ImapText.Quote(address);
        Require(await ExecuteAsync(command, cancellationToken).ConfigureAwait(false), ImapAction.SetUser, address);
    }

    private async Task LoginAsync(ImapSignIn signIn, CancellationToken cancellationToken)
    {
        var tag = NextTag();
        var password = signIn.Password.Reveal();
        var command = $"{tag} LOGIN {ImapText.Quote(signIn.Address)} ";
        ImapAnswer? answer;
        if (ImapText.IsQuotable(password))
        {
            await SendAsync(command + ImapText.Quote(password), command + "<password>", cancellationToken).ConfigureAwait(false);
            (answer, _) = await ReadAnswerAsync(tag, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // Other characters are legal in a literal only (RFC 3501, 4.3).
            var bytes = Encoding.UTF8.GetBytes(password);
            command += "{" + bytes.Length.ToString(CultureInfo.InvariantCulture) + "}";
            await SendAsync(command, command, cancellationToken).ConfigureAwait(false);
            (answer, var goAhead) = await ReadAnswerAsync(tag, cancellationToken).ConfigureAwait(false);
            if (goAhead is not null)
            {
                await wire.WriteAsync([.. bytes, (byte)'\r', (byte)'\n'], 0, bytes.Length + 2, cancellationToken).ConfigureAwait(false);
                (answer, _) = await ReadAnswerAsync(tag, cancellationToken).ConfigureAwait(false);
            }
        }

        Require(answer, ImapAction.Login, signIn.Address);
    }

    /// <summary>A command without secrets.</summary>
    public async Task<ImapAnswer> ExecuteAsync(string command, CancellationToken cancellationToken)
    {
        var tag = NextTag();
        await SendAsync($"{tag} {command}", $"{tag} {command}", cancellationToken).ConfigureAwait(false);
        var (answer, _) = await ReadAnswerAsync(tag, cancellationToken).ConfigureAwait(false);
        return answer ?? new ImapAnswer(ImapStatus.Bad, "", "the server asks for more");
    }

    /// <summary>Either the tagged answer or the text of a continuation request.</summary>
    private async Task<(ImapAnswer? Answer, string? Continuation)> ReadAnswerAsync(string tag, CancellationToken cancellationToken)
    {
        while (true)
        {
            var line = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (line.StartsWith("+", StringComparison.Ordinal))
            {
                return (null, line.Substring(1).Trim());
            }

            if (line.StartsWith(tag + " ", StringComparison.Ordinal) && ImapAnswer.Parse(line.Substring(tag.Length + 1)) is { } answer)
            {
                return (answer, null);
            }

            if (line.StartsWith("* CAPABILITY ", StringComparison.OrdinalIgnoreCase))
            {
                capabilityLine = line.Substring(13);
            }
            else if (line.StartsWith("* BYE", StringComparison.OrdinalIgnoreCase))
            {
                throw new MigrationException(ImapFailures.Classify(ImapAnswer.Parse(line.Substring(2))!, ImapAction.Connect, endpoint.Where, ""));
            }
        }
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var line = await wire.ReadLineAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new EndOfStreamException("The server closed the connection.");
        endpoint.WireLog?.Line(exchange, "imap < " + line);
        return line;
    }

    private Task SendAsync(string line, string logged, CancellationToken cancellationToken)
    {
        endpoint.WireLog?.Line(exchange, "imap > " + logged);
        return wire.WriteLineAsync(line, cancellationToken);
    }

    private void Require(ImapAnswer? answer, ImapAction action, string mailbox)
    {
        answer ??= new ImapAnswer(ImapStatus.Bad, "", "the server asks for more");
        if (!answer.IsOk)
        {
            throw new MigrationException(ImapFailures.Classify(answer, action, endpoint.Where, mailbox));
        }
    }

    private string NextTag() => "kh" + (++lastTag).ToString(CultureInfo.InvariantCulture);

    private static string Digest(string challenge, string password)
    {
        using var md5 = MD5.Create();
        var hash = md5.ComputeHash(Encoding.UTF8.GetBytes(challenge + password));
        return BitConverter.ToString(hash).Replace("-", "").ToLowerInvariant();
    }

    private static string Shortened(string line) => line.Length > 60 ? line.Substring(0, 60) + "…" : line;
}
