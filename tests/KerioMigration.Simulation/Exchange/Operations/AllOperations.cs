using System.Collections.Generic;

namespace KerioMigration.Simulation.Exchange.Operations;

internal static class AllOperations
{
    public static IEnumerable<IOperation> Create() =>
    [
        new GetFolder(),
        new FindFolder(),
        new SyncFolderHierarchy(),
        new SyncFolderItems(),
        new GetItem(),
        new ResolveNames(),
        new FindItem(),
        new GetAttachment(),
        new FindPeople(),
        new GetSearchableMailboxes(),
        new GetServerTimeZones(),
        new ConvertId(),
        new GetUserConfiguration(),
        new GetDelegate(),
        new ExpandDL(),
        new GetUserOofSettings(),
        new GetInboxRules(),
        new GetUserPhoto(),
    ];
}
