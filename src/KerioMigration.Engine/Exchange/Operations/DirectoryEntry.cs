using System.Collections.Generic;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>Somebody out of the organization's directory, as a search tells.</summary>
internal sealed record DirectoryEntry(string Address)
{
    public string DisplayName { get; init; } = "";

    public string Alias { get; init; } = "";

    /// <summary>As EWS names it: <c>Mailbox</c>, <c>PublicDL</c>, <c>Contact</c> …; empty when not told.</summary>
    public string MailboxType { get; init; } = "";

    public string Department { get; init; } = "";

    public string Title { get; init; } = "";

    public string Office { get; init; } = "";

    public string Company { get; init; } = "";

    public string Phone { get; init; } = "";

    /// <summary>Addresses with their schemes (<c>smtp:</c>, <c>x500:</c> …), as the directory keeps them; a few alone, however many there are.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];
}
