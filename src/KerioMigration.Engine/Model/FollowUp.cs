using System;

namespace KerioMigration.Engine.Model;

/// <summary>The flag on a contact or an appointment ([MS-OXOFLAG]).</summary>
/// <param name="Request">PidLidFlagRequest (0x8530): what is to be done.</param>
/// <param name="IsDone">PidTagFlagStatus (0x1090) says that it is.</param>
/// <param name="Due">PidLidTaskDueDate (0x8105): a day.</param>
/// <param name="Reminder">Null when none is set.</param>
public sealed record FollowUp(string? Request, bool IsDone = false, DateTime? Due = null, DateTimeOffset? Reminder = null);
