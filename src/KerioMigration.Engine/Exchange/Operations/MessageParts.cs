using System;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>What to ask about a message beside its summary: each part may be the one that the server cannot give.</summary>
[Flags]
internal enum MessageParts
{
    Summary = 0,

    /// <summary>Headers and the list of attachments.</summary>
    Structure = 1,

    Body = 2,

    /// <summary>Sender and recipients: an error with items that are no messages.</summary>
    Addresses = 4,
}
