using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Imap.Commands;

internal static class ServerCommands
{
    public static Task<ImapReply> CapabilityAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        reader.ExpectEnd();
        var line = session.Options.Features.ToCapability();
        if (session.User is null && !session.IsSecure)
        {
            line += " STARTTLS" + (session.NeedsEncryption ? " LOGINDISABLED" : string.Empty);
        }

        session.Wire.Write($"* CAPABILITY {line}\r\n");
        return Done("CAPABILITY");
    }

    /// <summary>The blanks around the version are real (banner collections).</summary>
    public static Task<ImapReply> IdAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        if (!session.Has(ImapFeatures.Id))
        {
            throw new ImapSyntaxException("ID Unknown command");
        }

        var version = session.Options.ShowVersion ? $" \"version\" \" {session.Options.Version} \"" : string.Empty;
        session.Wire.Write($"* ID (\"name\" \"Kerio Connect\"{version})\r\n");
        return Done("ID");
    }

    public static Task<ImapReply> NoopAsync(ImapSession session, CommandReader reader, CancellationToken cancel) => Done("NOOP");

    public static Task<ImapReply> LogoutAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        session.IsOver = true;
        session.Wire.Write("* BYE IMAP4rev1 server closing connection\r\n");
        return Done("LOGOUT");
    }

    public static Task<ImapReply> NamespaceAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        if (!session.Has(ImapFeatures.Namespace))
        {
            throw new ImapSyntaxException("NAMESPACE Unknown command");
        }

        var shared = ImapText.Quote(ModifiedUtf7.Encode(session.Tree!.PublicRoot) + "/");
        session.Wire.Write($"* NAMESPACE ((\"\" \"/\")) NIL (({shared} \"/\"))\r\n");
        return Done("NAMESPACE");
    }

    public static async Task<ImapReply> GetQuotaRootAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        NeedQuota(session, "GETQUOTAROOT");
        reader.Expect(' ');
        var name = await reader.StringAsync(cancel);
        session.Wire.Write($"* QUOTAROOT {ImapText.Quote(name)} \"\"\r\n");
        TellQuota(session);
        return ImapReply.Ok("GETQUOTAROOT completed");
    }

    public static async Task<ImapReply> GetQuotaAsync(ImapSession session, CommandReader reader, CancellationToken cancel)
    {
        NeedQuota(session, "GETQUOTA");
        reader.Expect(' ');
        if ((await reader.StringAsync(cancel)).Length > 0)
        {
            throw new ImapRefusalException("GETQUOTA No such quota root");
        }

        TellQuota(session);
        return ImapReply.Ok("GETQUOTA completed");
    }

    private static void NeedQuota(ImapSession session, string name)
    {
        if (!session.Has(ImapFeatures.Quota))
        {
            throw new ImapSyntaxException($"{name} Unknown command");
        }
    }

    /// <summary>Sizes in units of 1,024 bytes (RFC 2087, 3).</summary>
    private static void TellQuota(ImapSession session)
    {
        KerioUser user = session.User!;
        var storage = user.DiskQuota is { } limit ? $"STORAGE {(user.Mailbox.UsedBytes + 1023) / 1024} {limit / 1024}" : string.Empty;
        var items = user.ItemQuota is { } count ? $"MESSAGE {user.Mailbox.ItemCount} {count}" : string.Empty;
        session.Wire.Write($"* QUOTA \"\" ({(storage + " " + items).Trim()})\r\n");
    }

    private static Task<ImapReply> Done(string name) => Task.FromResult(ImapReply.Ok($"{name} completed"));
}
