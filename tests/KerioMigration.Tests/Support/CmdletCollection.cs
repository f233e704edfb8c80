using Xunit;

namespace KerioMigration.Tests.Support;

[CollectionDefinition(CmdletSession.Collection)]
public sealed class CmdletCollection;
