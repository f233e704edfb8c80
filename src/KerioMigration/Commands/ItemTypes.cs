using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Calendar;

namespace KerioMigration.Commands;

/// <summary>Values of parameters as the engine takes them. The parameters are texts: no public type may show one of the engine's.</summary>
internal static class ItemTypes
{
    /// <param name="names">None: all.</param>
    public static IReadOnlyCollection<ItemKind> Kinds(IReadOnlyCollection<string> names) => names.Count == 0
        ? ItemKinds.All
        : [.. names.Select(Parse<ItemKind>).SelectMany(k => k == ItemKind.Contact ? [k, ItemKind.DistributionList] : new[] { k }).Distinct()];

    public static AttendeeMode Attendees(string name) => Parse<AttendeeMode>(name);

    private static T Parse<T>(string name)
        where T : struct => (T)Enum.Parse(typeof(T), name, ignoreCase: true);
}
