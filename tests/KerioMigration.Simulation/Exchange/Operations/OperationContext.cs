using System.Globalization;
using System.Threading;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.SignIn;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>One request on its way through an operation.</summary>
internal sealed class OperationContext
{
    public required SimulatedExchangeOptions Options { get; init; }

    public required Organization Organization { get; init; }

    public required SchemaVersion Schema { get; init; }

    public required XElement Request { get; init; }

    public required Caller Caller { get; init; }

    /// <summary>The impersonated user, or the one who signed in; null for a service account in its own name.</summary>
    public required SeededUser? ActingUser { get; init; }

    public required MailboxAccess Access { get; init; }

    public required AnswerWriter Answer { get; init; }

    public required FaultPlan Faults { get; init; }

    /// <summary>What this call was told to do wrong.</summary>
    public FaultAction? Fault { get; init; }

    public CancellationToken Aborted { get; init; }

    /// <summary>The language of MessageText.</summary>
    public CultureInfo Culture => ActingUser?.Mailbox.Culture ?? CultureInfo.GetCultureInfo("en-US");
}
