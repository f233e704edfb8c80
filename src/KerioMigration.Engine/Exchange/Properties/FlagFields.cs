using System;
using System.Collections.Generic;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>PidTagFlagStatus, PidLidFlagRequest and PidLidTaskDueDate: follow-up flags are the same on all items ([MS-OXOFLAG] 2.2).</summary>
internal static class FlagFields
{
    private static readonly ExtendedField Status = new(null, 0x1090, "Integer");
    private static readonly ExtendedField Request = new(ExtendedField.Common, 0x8530, "String");
    private static readonly ExtendedField Due = new(ExtendedField.Task, 0x8105, "SystemTime");

    public static IReadOnlyList<ExtendedField> All { get; } = [Status, Request, Due];

    /// <summary>1: done, 2: still to be done ([MS-OXOFLAG] 2.2.1.1). Null without a flag.</summary>
    /// <param name="reminder">Of the flag; null for none.</param>
    public static FollowUp? Read(Element item, DateTimeOffset? reminder = null)
    {
        var status = Status.NumberOf(item) ?? 0;
        var due = Due.TimeOf(item) is { Year: < 4500 } day ? day.UtcDateTime.AddHours(12).Date : (DateTime?)null;
        return status is 1 or 2 || reminder is not null ? new FollowUp(Request.Of(item), status == 1, due, reminder is { Year: < 4500 } ? reminder : null) : null;
    }
}
