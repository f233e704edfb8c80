using System;

namespace KerioMigration.Simulation.Kerio.Imap;

/// <summary>The command cannot be read: a tagged BAD.</summary>
internal sealed class ImapSyntaxException(string message) : Exception(message);

/// <summary>The command was understood and is refused: a tagged NO.</summary>
internal sealed class ImapRefusalException(string message) : Exception(message);

/// <summary>A fault of the plan ends this connection.</summary>
internal sealed class ConnectionFaultException : Exception;
