using System.Collections.Generic;
using KerioMigration.Engine.Model.Settings;

namespace KerioMigration.Engine.Conversion.Settings;

/// <summary>An out of office as the destination takes it.</summary>
/// <param name="Losses">A sentence for each thing that is not as it was.</param>
public sealed record ConvertedOutOfOffice(AutomaticReply Reply, IReadOnlyList<string> Losses);
