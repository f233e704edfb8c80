using System;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Imap.Commands;

/// <summary>The ways in: a password, or Kerio's master authentication (a bare command, not SASL).</summary>
internal static class LoginCommands
{
    /// <summary>Gives no reply of its own: the conversation answers and starts TLS.</summary>
    public static Task<ImapReply> StartTlsAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        reader.ExpectEnd();
        return Task.FromResult(session.IsSecure ? ImapReply.Bad("STARTTLS Already in TLS") : default);
    }

    public static async Task<ImapReply> LoginAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        reader.Expect(' ');
        var login = await reader.StringAsync(cancel);
        reader.Expect(' ');
        var password = await reader.StringAsync(cancel);
        reader.ExpectEnd();
        return SignIn(session, "LOGIN", login, password);
    }

    public static async Task<ImapReply> AuthenticateAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        reader.Expect(' ');
        var mechanism = reader.Atom();
        if (!session.Has(ImapFeatures.AuthPlain) || !string.Equals(mechanism, "PLAIN", StringComparison.OrdinalIgnoreCase))
        {
            // What imapsync users met when X-MASTERAUTH was sent as a SASL mechanism.
            return ImapReply.Bad("AUTHENTICATE Unknown authentication method");
        }

        var answer = await AskAsync(session, string.Empty, cancel);
        var response = new byte[answer.Length];
        var parts = Convert.TryFromBase64String(answer, response, out var length) ? Encoding.UTF8.GetString(response, 0, length).Split('\0') : [];
        return parts.Length == 3 ? SignIn(session, "AUTHENTICATE", parts[1], parts[2]) : ImapReply.Bad("AUTHENTICATE Invalid response");
    }

    /// <summary>Challenge, then <c>md5hex(challenge + master password)</c> in lower case on a bare line.</summary>
    public static async Task<ImapReply> MasterAuthAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        reader.ExpectEnd();
        var master = session.Server.Master;
        if (!master.IsEnabled)
        {
            return ImapReply.Bad("X-MASTERAUTH Unknown command");
        }

        if (!master.IsAddressAllowed || session.NeedsEncryption || session.Server.Guard.IsBlocked(session.Address))
        {
            return ImapReply.No("X-MASTERAUTH Access denied");
        }

        var challenge = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var answer = await AskAsync(session, challenge, cancel);
        if (answer != Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(challenge + master.Password))))
        {
            session.Server.SignIn.CountFailure(null, session.Address);
            return ImapReply.No("X-MASTERAUTH Authentication failed");
        }

        session.IsMaster = true;
        return ImapReply.Ok("X-MASTERAUTH Welcome to server, master");
    }

    /// <summary>Whether it may be repeated on a real server is not known: here it may not.</summary>
    public static async Task<ImapReply> SetUserAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        if (!session.IsMaster)
        {
            return ImapReply.Bad("X-SETUSER Invalid state");
        }

        reader.Expect(' ');
        var login = await reader.StringAsync(cancel);
        reader.ExpectEnd();
        return session.Server.Store.FindUser(login) is { IsEnabled: true } user && session.Server.SignIn.IsReady(user)
            ? await EnterAsync(session, "X-SETUSER", user)
            : ImapReply.No($"X-SETUSER User {login} not found");
    }

    private static async Task<string> AskAsync(ImapSession session, string challenge, CancellationToken cancel)
    {
        session.Wire.Write($"+ {challenge}\r\n");
        await session.Wire.FlushAsync(cancel);
        return Encoding.UTF8.GetString(await session.Wire.ReadLineAsync(cancel) ?? throw new ConnectionFaultException());
    }

    private static ImapReply SignIn(ImapSession session, string command, string login, string password)
    {
        if (session.NeedsEncryption)
        {
            return ImapReply.No($"{command} Encryption required");
        }

        var user = session.Server.SignIn.WithPassword(login, password, session.Address);
        if (user is not null && !session.Server.SignIn.IsReady(user))
        {
            session.Server.SignIn.CountFailure(user, session.Address);
            user = null;
        }

        if (user is null)
        {
            return ImapReply.No($"{command} Authentication failed");
        }

        session.Enter(user);
        return ImapReply.Ok($"{command} completed");
    }

    private static Task<ImapReply> EnterAsync(ImapSession session, string command, KerioUser user)
    {
        session.Enter(user);
        return Task.FromResult(ImapReply.Ok($"{command} completed"));
    }
}
