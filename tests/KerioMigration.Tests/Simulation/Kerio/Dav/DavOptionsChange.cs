using KerioMigration.Simulation.Kerio.Dav;

namespace KerioMigration.Tests.Simulation.Kerio.Dav;

internal delegate DavOptions DavOptionsChange(DavOptions options);
