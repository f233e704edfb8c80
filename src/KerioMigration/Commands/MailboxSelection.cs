using System;
using System.Collections.Generic;
using System.Management.Automation;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Commands;

/// <summary>The mailboxes of one command: each once, and no two strangers into one account.</summary>
internal sealed class MailboxSelection
{
    private readonly HashSet<string> sources = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> owners = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The mapping of a row, or null and why it is refused.</summary>
    public UserMapping? Add(PSObject row, string defaultDomain, out string? refusal)
    {
        var user = MailboxRow.Read(row, defaultDomain);
        refusal = user is null ? $"\"{row}\" names no mailbox: no address, and no property PrimarySmtpAddress, EmailAddress, Mail or WindowsEmailAddress."
            : !sources.Add(user.Source.Address) ? $"{user} came twice; it is migrated once."
            : RefuseSharedTarget(user, MailboxRow.NamesTarget(row));
        return refusal is null ? user : null;
    }

    /// <summary>
    /// Equal names before the at sign in two domains are two people more often than one: their mail is mixed only when a row says so.
    /// </summary>
    private string? RefuseSharedTarget(UserMapping user, bool chosen)
    {
        var target = user.DestinationLogin + "@" + user.DestinationDomain;
        if (owners.TryGetValue(target, out var owner) && !chosen)
        {
            return $"{user} and {owner} would go into the same account {user.DestinationLogin}. Give the row a KerioLogin property, with the same name if that is wanted.";
        }

        owners[target] = user.Source.Address;
        return null;
    }
}
