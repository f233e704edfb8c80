using System.Collections.Generic;

namespace KerioMigration.Engine.Kerio.Dav;

/// <summary>Where a user's collections are: paths of the collections above them, or of one itself.</summary>
/// <param name="ScheduleInbox">Knows the default calendar (RFC 6638 9.2); null when the server has none.</param>
internal sealed record DavHomes(IReadOnlyList<string> Calendars, IReadOnlyList<string> AddressBooks, string? ScheduleInbox);
