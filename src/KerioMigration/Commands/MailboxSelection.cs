using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KerioMigration.Engine.Planning;

namespace KerioMigration.Commands;

/// <summary>The mailboxes of one command: each once, and no two strangers into one account; and single items of others.</summary>
internal sealed class MailboxSelection
{
    private readonly HashSet<string> sources = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> owners = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (UserMapping User, HashSet<string> Items)> items = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Mailboxes of which rows named single items, without those that are migrated as a whole anyway.</summary>
    public IEnumerable<UserMapping> WithItems => items.Values.Where(i => !sources.Contains(i.User.Source.Address)).Select(i => i.User with { Items = i.Items });

    /// <summary>The mapping of a row about a mailbox; null for a row about an item, and for one that is refused, with why.</summary>
    public UserMapping? Add(PSObject row, string defaultDomain, out string? refusal)
    {
        var user = MailboxRow.Read(row, defaultDomain);
        if (user is not null && MailboxRow.ItemOf(row) is { } item)
        {
            refusal = AddItem(user, item, row);
            return null;
        }

        refusal = user is null ? $"\"{row}\" names no mailbox: no address, and no property PrimarySmtpAddress, EmailAddress, Mail or WindowsEmailAddress."
            : !sources.Add(user.Source.Address) ? $"{user} came twice; it is migrated once."
            : RefuseSharedTarget(user, MailboxRow.NamesTarget(row));
        return refusal is null ? user : null;
    }

    private string? AddItem(UserMapping user, string item, PSObject row)
    {
        if (items.TryGetValue(user.Source.Address, out var known))
        {
            known.Items.Add(item);
            return null;
        }

        var refusal = sources.Contains(user.Source.Address) ? null : RefuseSharedTarget(user, MailboxRow.NamesTarget(row));
        if (refusal is null)
        {
            items.Add(user.Source.Address, (user, new HashSet<string>(StringComparer.Ordinal) { item }));
        }

        return refusal;
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
