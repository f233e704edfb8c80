using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Transfer;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Suites;
using Xunit;

namespace KerioMigration.Tests.Exchange;

/// <summary>
/// The promises of a source, kept by public folders. Not those of a user's mailbox (<see cref="UserMailboxSuite"/>): public folders have no
/// roles and no address, and a later listing names everything that is there, because Exchange keeps no track of changes to them; what it
/// tells instead is in <see cref="PublicFolderTests"/>.
/// </summary>
public abstract class PublicFolderSourceTests(ExchangeVersion version) : SourceMailboxSuite, IAsyncLifetime
{
    private readonly List<ExchangeTestServer> servers = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }
    }

    protected override async Task<ISourceMailbox> OpenAsync(Organization organization, string address)
    {
        var server = await ExchangeTestServer.StartAsync(organization, new SimulatedExchangeOptions { Version = version });
        servers.Add(server);
        return server.Client.OpenMailbox(MailboxRef.PublicFolders);
    }

    /// <summary>The first user's folders become the public ones; the contents of the inbox are in another mailbox than the tree.</summary>
    protected override Organization Arrange(Organization organization)
    {
        var mailbox = organization.Users[0].Mailbox;
        var folders = new SeededMailbox("PublicFolders@example.org", mailbox.Culture);
        var made = new Dictionary<SeededFolder, SeededFolder>
        {
            [mailbox.TopOfInformationStore] = folders.AddFolder(folders.Root, "IPM_SUBTREE", "IPF.Note", "publicfoldersroot"),
        };
        foreach (var folder in mailbox.Folders)
        {
            made[folder] = folders.AddFolder(made[folder.Parent!], folder.DisplayName, folder.FolderClass, hidden: folder.IsHidden);
            folder.Items.ToList().ForEach(i => folders.AddItem(made[folder], i));
        }

        made[mailbox["inbox"]].ContentMailbox = "PublicFolders2@example.org";
        return new Organization { Domain = organization.Domain, Users = [.. organization.Users.Skip(1)], ServiceAccount = organization.ServiceAccount, PublicFolders = folders };
    }

    protected override SeededMailbox SeededIn(Organization organization) => organization.PublicFolders!;

    protected override SeededFolder RootOf(SeededMailbox seeded) => seeded["publicfoldersroot"];

    protected override SeededFolder InboxOf(SeededMailbox seeded) =>
        seeded.Root.WithDescendants().Single(f => string.Equals(f.ContentMailbox, "PublicFolders2@example.org", StringComparison.Ordinal) && f.Parent!.ContentMailbox != f.ContentMailbox);
}

public sealed class Exchange2010PublicFolderSourceTests() : PublicFolderSourceTests(ExchangeVersion.Exchange2010Sp2);

public sealed class Exchange2013PublicFolderSourceTests() : PublicFolderSourceTests(ExchangeVersion.Exchange2013Sp1);

public sealed class Exchange2019PublicFolderSourceTests() : PublicFolderSourceTests(ExchangeVersion.Exchange2019);
