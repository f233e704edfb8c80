using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>
/// What becomes of a mailbox that goes to a resource. A resource of Kerio Connect has a calendar that fills by bookings and that its manager
/// changes; no source tells how anybody else could write into it, and mail it cannot hold. So its items wait.
/// </summary>
internal static class ResourcePlan
{
    private static readonly Dictionary<string, string[]> Nowhere = [];

    /// <summary>Every folder that the options want is held.</summary>
    public static IReadOnlyList<FolderPlan> Map(IReadOnlyList<FolderRef> folders, MigrationOptions options) =>
        [.. FolderMapping.Map(folders, [], Nowhere, options, writable: []).Select(p => p.Reason == Reason.NoDestinationSignIn ? p with { Reason = Reason.NoPlaceInResource } : p)];

    public static Failure Obstacle(UserMapping user, string address) => new(
        FailureScope.Mailbox,
        FailureRemedy.None,
        Reason.NoPlaceInResource,
        $"{address} is for {user} a resource of the type {user.Resource}, which takes neither mail nor an existing calendar. Who may book it, and who manages it, is decided in Kerio Connect.");

    /// <summary>The last run made a resource of the mailbox.</summary>
    public static bool IsOf(IEnumerable<Reason> folders) => folders.Contains(Reason.NoPlaceInResource);
}
