using System;
using System.Xml.Linq;

namespace KerioMigration.Simulation.Kerio.Dav;

/// <summary>A request that is not carried out.</summary>
/// <param name="precondition">What was not fulfilled, as the answer's body says it; null for an answer without one.</param>
/// <param name="href">The address that is in the way.</param>
internal sealed class DavRefusalException(int status, XName? precondition = null, string? href = null) : Exception
{
    public int Status { get; } = status;

    public XName? Precondition { get; } = precondition;

    public string? Href { get; } = href;
}
