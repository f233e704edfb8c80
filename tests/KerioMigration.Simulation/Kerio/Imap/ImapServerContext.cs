using System.Net;
using KerioMigration.Simulation.Kerio.Store;

namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary>What one connection knows: who is signed in, what is selected, and the server behind it.</summary>
internal sealed class ImapSession(ImapServerContext server, ImapWire wire, IPAddress address, int number, bool isSecure)
{
    public ImapServerContext Server { get; } = server;

    public SimulatedKerioOptions Options => Server.Options;

    public ImapWire Wire { get; } = wire;

    public IPAddress Address { get; } = address;

    /// <summary>Counts the connections of the server.</summary>
    public int Number { get; } = number;

    public bool IsSecure { get; set; } = isSecure;

    /// <summary>The master password was right; no mailbox is chosen yet.</summary>
    public bool IsMaster { get; set; }

    public KerioUser? User { get; private set; }

    public FolderTree? Tree { get; private set; }

    public SelectedFolder? Selected { get; set; }

    public bool IsOver { get; set; }

    /// <summary>Signing in without TLS is refused by the policy.</summary>
    public bool NeedsEncryption => Options.Security.Policy == EncryptionPolicy.SPEncryptionRequired && !IsSecure;

    public bool Has(ImapFeatures feature) => Options.Features.HasFlag(feature);

    public void Enter(KerioUser user)
    {
        User = user;
        Tree = new FolderTree(user, Server.Names.PublicFolders);
        Server.SignIn.Note(user, "IMAP");
    }

    /// <summary>The name of a folder as the store has it.</summary>
    public static string FolderName(string wireName)
    {
        var name = ModifiedUtf7.Decode(wireName);
        return name.Length > 1 && name.EndsWith('/') ? name[..^1] : name;
    }
}
