using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

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

    /// <summary>The time to wait among <see cref="Values"/>; null when there is none.</summary>
    public TimeSpan? BackOff => Values.Where(v => v.Name == "BackOffMilliseconds")
        .Select(v => (TimeSpan?)TimeSpan.FromMilliseconds(long.Parse(v.Value, CultureInfo.InvariantCulture)))
        .FirstOrDefault();
}
