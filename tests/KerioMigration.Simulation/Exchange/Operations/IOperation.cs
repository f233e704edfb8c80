using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Schema;

namespace KerioMigration.Simulation.Exchange.Operations;

internal interface IOperation
{
    string Name { get; }

    /// <summary>The shape of the request; an operation that is newer than the request's schema is not known.</summary>
    ElementType Schema { get; }

    SchemaVersion Since => SchemaVersion.Exchange2007;

    /// <summary>Writes the response element into the body.</summary>
    ValueTask AnswerAsync(OperationContext context);
}
