using System;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;

namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary>Reads commands, carries them out and answers, until the client leaves or a user is handed to the backend.</summary>
internal sealed class ImapConversation(ImapSession session)
{
    private const int LongestRecord = 2000;

    private ImapWire Wire => session.Wire;

    public async Task GreetAsync(CancellationToken cancel)
    {
        var version = session.Options.ShowVersion ? $"Kerio Connect {session.Options.Version} " : string.Empty;
        Wire.Write($"* OK {version}IMAP4rev1 server ready\r\n");
        await Wire.FlushAsync(cancel);
    }

    public async Task RunAsync(CancellationToken cancel)
    {
        while (!session.IsOver && await Wire.ReadLineAsync(cancel) is { } line)
        {
            await AnswerAsync(line, cancel);
            var isHandedOver = session.User is not null && session.Options.ImapBackend is not null;
            if (!Wire.HasInput || session.IsOver || isHandedOver)
            {
                await Wire.FlushAsync(cancel);
            }

            if (isHandedOver)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(byte[] line, CancellationToken cancel)
    {
        var reader = new CommandReader(Wire, line, session.Has(ImapFeatures.LiteralPlus));
        var tag = "*";
        ImapReply reply;
        Fault? fault = null;
        try
        {
            tag = reader.Atom();
            reader.Expect(' ');
            var name = CommandName(reader);
            fault = Record(name, reader);
            reply = await ObeyAsync(fault, name, reader, cancel);
        }
        catch (ImapSyntaxException e)
        {
            reply = ImapReply.Bad(e.Message);
        }
        catch (ImapRefusalException e)
        {
            reply = ImapReply.No(e.Message);
        }

        if (reply.Condition is "NO" or "BAD")
        {
            await reader.SkipAsync(cancel);
        }

        await TellAsync(tag, reply, fault, cancel);
    }

    private async Task TellAsync(string tag, ImapReply reply, Fault? fault, CancellationToken cancel)
    {
        if (fault?.Action == FaultAction.DoneThenReset)
        {
            throw new ConnectionFaultException();
        }

        if (reply == default)
        {
            // STARTTLS answers for itself: its OK is the last thing in clear.
            await LoginTls.UpgradeAsync(session, tag, cancel);
        }
        else if (reply != ImapReply.Silence)
        {
            Wire.Write($"{tag} {reply}\r\n");
        }
    }

    private static string CommandName(CommandReader reader)
    {
        var name = reader.Atom().ToUpperInvariant();
        if (name == "UID")
        {
            reader.Expect(' ');
            name = "UID " + reader.Atom().ToUpperInvariant();
        }

        return name;
    }

    /// <summary>Notes the call without its secrets, and asks the fault plan. Faults name commands without UID.</summary>
    private Fault? Record(string name, CommandReader reader)
    {
        var rest = reader.Rest;
        var isSecret = name is "LOGIN" or "AUTHENTICATE";
        var detail = isSecret ? rest.TrimStart().Split(' ')[0] + " ***" : rest.Trim();
        session.Server.Calls.Add(new RecordedCall("imap", session.Number, session.User?.Address ?? string.Empty, name,
            detail.Length > LongestRecord ? detail[..LongestRecord] : detail));
        var plain = name.StartsWith("UID ", StringComparison.Ordinal) ? name[4..] : name;
        return session.Server.Faults.Next(plain, session.User?.Address, session.Selected?.Folder.Path, FirstArgument(rest));
    }

    /// <summary>The folder (or login) that a command begins with, as far as the line tells.</summary>
    private static string FirstArgument(string rest)
    {
        var text = rest.TrimStart();
        var quoted = text.StartsWith('"') ? text[1..].Split('"')[0] : text.Split(' ')[0];
        try
        {
            return ModifiedUtf7.Decode(quoted);
        }
        catch (ImapSyntaxException)
        {
            return quoted;
        }
    }

    private async Task<ImapReply> ObeyAsync(Fault? fault, string name, CommandReader reader, CancellationToken cancel)
    {
        switch (fault?.Action)
        {
            case FaultAction.Latency:
                await Task.Delay(fault.Duration ?? TimeSpan.Zero, session.Options.TimeProvider, cancel);
                break;
            case FaultAction.Stall:
                await Task.Delay(Timeout.Infinite, cancel);
                break;
            case FaultAction.Reset:
                throw new ConnectionFaultException();
            case FaultAction.CloseAfterBytes:
                Wire.CloseAfter(fault.Bytes);
                break;
            case FaultAction.HalfOpen:
                Wire.CloseAfter(fault.Bytes, staysOpen: true);
                break;
            case FaultAction.BrokenTls:
                await Wire.SpoilAsync(cancel);
                await Task.Delay(Timeout.Infinite, cancel);
                break;
            case FaultAction.Bye:
                session.IsOver = true;
                Wire.Write($"* BYE {fault.Text ?? "Server shutting down"}\r\n");
                return ImapReply.Silence;
            case FaultAction.Bad:
                return ImapReply.Bad(fault.Text ?? $"{name} Invalid command");
            case FaultAction.No or FaultAction.Error or FaultAction.ItemError or FaultAction.Busy:
                return ImapReply.No(fault.Text ?? $"{name} failed");
        }

        return await RunAsync(name, reader, cancel);
    }

    private async Task<ImapReply> RunAsync(string name, CommandReader reader, CancellationToken cancel)
    {
        var command = ImapCommand.Find(name) ?? throw new ImapSyntaxException($"{name} Unknown command");
        var allowed = command.State switch
        {
            ImapState.NotAuthenticated => session.User is null,
            ImapState.Authenticated => session.User is not null,
            ImapState.Selected => session.Selected is not null,
            _ => true,
        };
        if (!allowed)
        {
            return ImapReply.Bad($"{name} Invalid state");
        }

        var reply = await command.Handler(session, reader, cancel);
        session.Selected?.Update(Wire, command.AllowsExpunge);
        return reply;
    }
}
