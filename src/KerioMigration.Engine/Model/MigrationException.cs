using System;

namespace KerioMigration.Engine.Model;

/// <summary>The one exception that the engine throws on purpose.</summary>
public sealed class MigrationException : Exception
{
    public MigrationException(Failure failure, Exception? innerException = null)
        : base(failure.Message, innerException) => Failure = failure;

    public Failure Failure { get; }
}
