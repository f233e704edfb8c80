using System.Collections.Generic;
using System.Linq;
using Check = KerioMigration.Benchmarks.Fidelity.PropertyCheck<KerioMigration.Simulation.Seeding.Groupware.SeededContact, System.Collections.Generic.IReadOnlyList<KerioMigration.Tests.Conversion.Contacts.CardProperty>>;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>Exchange's kinds of telephone numbers, and the types (RFC 2426 3.3.1) that say the same; without types only a text does.</summary>
internal static class ContactPhones
{
    private static readonly (string Key, string[] Types)[] Kinds =
    [
        ("AssistantPhone", []),
        ("BusinessFax", ["WORK", "FAX"]),
        ("BusinessPhone", ["WORK", "VOICE"]),
        ("BusinessPhone2", ["WORK", "VOICE"]),
        ("Callback", ["VOICE"]),
        ("CarPhone", ["CAR"]),
        ("CompanyMainPhone", ["WORK", "VOICE"]),
        ("HomeFax", ["HOME", "FAX"]),
        ("HomePhone", ["HOME", "VOICE"]),
        ("HomePhone2", ["HOME", "VOICE"]),
        ("Isdn", ["ISDN"]),
        ("MobilePhone", ["CELL"]),
        ("OtherFax", ["FAX"]),
        ("OtherTelephone", ["VOICE"]),
        ("Pager", ["PAGER"]),
        ("PrimaryPhone", ["VOICE", "PREF"]),
        ("RadioPhone", ["VOICE"]),
        ("Telex", []),
        ("TtyTddPhone", []),
    ];

    public static IEnumerable<Check> All => Kinds.Select(k => new Check(
        $"PhoneNumber {k.Key}",
        k.Types.Length > 0 ? $"TEL;TYPE={string.Join(',', k.Types)}" : "text",
        c => [c.Phones.GetValueOrDefault(k.Key)],
        k.Types.Length > 0 ? ContactChecks.Text("TEL", k.Types) : _ => []));
}
