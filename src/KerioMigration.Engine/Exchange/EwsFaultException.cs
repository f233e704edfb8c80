using System;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange;

/// <summary>
/// A SOAP fault that its caller can act on: a lower schema version, another way into the mailbox. Never leaves the folder Exchange.
/// </summary>
internal sealed class EwsFaultException(EwsError error) : Exception(error.Code + ": " + error.Text)
{
    public EwsError Error { get; } = error;
}
