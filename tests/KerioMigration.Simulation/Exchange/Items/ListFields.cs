using System;
using System.Collections.Generic;
using System.Globalization;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding.Groupware;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>What a DistributionList has beyond every item, in the order of the schema.</summary>
internal static class ListFields
{
    public static IReadOnlyList<ItemField> All { get; } =
    [
        Fields.Text("contacts:DisplayName", FieldBase.Default, static (SeededDistributionList l) => l.Subject),
        Fields.Text("contacts:FileAs", FieldBase.AllProperties, static (SeededDistributionList l) => l.FileAs),
        Fields.Text("contacts:ContactSource", FieldBase.AllProperties, static (SeededDistributionList _) => "Store"),
        Fields.Other(
            "distributionlist:Members",
            FieldBase.AllProperties,
            static (AnswerWriter a, SeededDistributionList l, ItemShape s) => Members(a, l.Members, s),
            SchemaVersion.Exchange2010),
    ];

    private static void Members(AnswerWriter answer, IReadOnlyList<SeededMember> members, ItemShape shape)
    {
        if (members.Count == 0)
        {
            return;
        }

        answer.Raw("<t:Members>"u8);
        for (var i = 0; i < members.Count; i++)
        {
            answer.Raw("<t:Member Key=\""u8);
            answer.Ascii(Convert.ToBase64String(BitConverter.GetBytes(0x5A00_0000 + i)) + i.ToString(CultureInfo.InvariantCulture));
            answer.Raw("\">"u8);
            AddressWriter.Mailbox(answer, members[i].Address, shape, members[i].MailboxType, members[i].Item);
            answer.Element("t:Status"u8, members[i].Status);
            answer.Raw("</t:Member>"u8);
        }

        answer.Raw("</t:Members>"u8);
    }
}
