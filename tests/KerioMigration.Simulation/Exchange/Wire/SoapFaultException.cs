using System;
using System.Collections.Generic;

namespace KerioMigration.Simulation.Exchange.Wire;

/// <summary>The whole request is refused by a fault.</summary>
internal sealed class SoapFaultException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    /// <summary>HTTP status of the answer.</summary>
    public int Status { get; init; } = 500;

    /// <summary>Without a detail.</summary>
    public bool IsBare { get; init; }

    /// <summary>Line and position and what is wrong there; for ErrorSchemaValidation.</summary>
    public (int Line, int Position, string Violation)? Violation { get; init; }

    /// <summary>The values in MessageXml, in order.</summary>
    public IReadOnlyList<(string Name, string Value)> Values { get; init; } = [];
}
