using System;
using System.Collections.Generic;

namespace KerioMigration.Simulation.Exchange.Wire;

/// <summary>The whole request is refused: HTTP 500 with a fault.</summary>
internal sealed class SoapFaultException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    /// <summary>Line and position and what is wrong there; for ErrorSchemaValidation.</summary>
    public (int Line, int Position, string Violation)? Violation { get; init; }

    /// <summary>The values in MessageXml, in order.</summary>
    public IReadOnlyList<(string Name, string Value)> Values { get; init; } = [];
}
