using System.Collections.Generic;
using System.Linq;

namespace KerioMigration.Engine.Ledger.Sqlite;

/// <summary>What was done for distribution groups.</summary>
internal static class GroupTable
{
    public static void Intend(LedgerDatabase database, GroupEntry group)
    {
        var key = MailboxTable.KeyOf(group.Address);
        if (group.Id.Length > 0 && database.Prepare("SELECT group_id FROM distribution_group WHERE group_key = ?1 AND group_id <> '' AND group_id <> ?2")
            .Bind(1, key).Bind(2, group.Id).FirstText() is not null)
        {
            Forget(database, group.Address);
        }

        database.Prepare("""
            INSERT INTO distribution_group (group_key, address, name, destination, group_id, created_by_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (group_key) DO UPDATE SET address = excluded.address, destination = excluded.destination,
                name = CASE WHEN distribution_group.created_by_us = 1 THEN distribution_group.name ELSE excluded.name END,
                group_id = CASE WHEN excluded.group_id = '' THEN distribution_group.group_id ELSE excluded.group_id END,
                created_by_us = CASE WHEN excluded.created_by_us = 1 THEN 1 ELSE distribution_group.created_by_us END
            """).Bind(1, key).Bind(2, group.Address).Bind(3, group.Name).Bind(4, group.Destination).Bind(5, group.Id).Bind(6, group.CreatedByUs).Execute();
        foreach (var member in group.Members)
        {
            database.Prepare("INSERT INTO group_member (group_key, account_id, address) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")
                .Bind(1, key).Bind(2, member.Id).Bind(3, member.Address).Execute();
        }
    }

    public static void ForgetMembers(LedgerDatabase database, string group, IReadOnlyList<AddedMember> members)
    {
        foreach (var member in members)
        {
            database.Prepare("DELETE FROM group_member WHERE group_key = ?1 AND account_id = ?2").Bind(1, MailboxTable.KeyOf(group)).Bind(2, member.Id).Execute();
        }
    }

    public static void Forget(LedgerDatabase database, string group)
    {
        foreach (var table in new[] { "group_member", "distribution_group" })
        {
            database.Prepare($"DELETE FROM {table} WHERE group_key = ?1").Bind(1, MailboxTable.KeyOf(group)).Execute();
        }
    }

    public static IReadOnlyList<GroupEntry> ReadAll(LedgerDatabase database)
    {
        List<(string Group, AddedMember Member)> members = [];
        var rows = database.Prepare("SELECT group_key, account_id, address FROM group_member ORDER BY group_key, address, account_id");
        while (rows.Step())
        {
            members.Add((rows.Text(0), new AddedMember(rows.Text(1), rows.Text(2))));
        }

        var of = members.ToLookup(m => m.Group, m => m.Member);
        List<GroupEntry> groups = [];
        rows = database.Prepare("SELECT group_key, address, name, destination, group_id, created_by_us FROM distribution_group ORDER BY group_key");
        while (rows.Step())
        {
            groups.Add(new GroupEntry(rows.Text(1))
            {
                Name = rows.Text(2), Destination = rows.Text(3), Id = rows.Text(4), CreatedByUs = rows.Flag(5), Members = [.. of[rows.Text(0)]],
            });
        }

        return groups;
    }
}
