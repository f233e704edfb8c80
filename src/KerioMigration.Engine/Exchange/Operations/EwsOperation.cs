using System.Collections.Generic;
using KerioMigration.Engine.Exchange.Soap;

namespace KerioMigration.Engine.Exchange.Operations;

/// <summary>One operation: how its request is written and its answer read. An instance may be sent again.</summary>
internal abstract class EwsOperation<T>
{
    /// <summary>As the schema names it.</summary>
    public abstract string Name { get; }

    /// <summary>The local name of the base64 elements that are taken out of the stream.</summary>
    public virtual string StreamedElement => "MimeContent";

    /// <summary>A role that the operation wants named in the header; null for none.</summary>
    public virtual string? ManagementRole => null;

    /// <summary>Guesses of the streamed elements' lengths in bytes, in order.</summary>
    public virtual IEnumerable<long> ExpectedLengths => [];

    /// <summary>The answer is mostly messages in base64, which are not worth packing.</summary>
    public virtual bool IsMostlyContent => false;

    /// <summary>Writes the operation's element below the SOAP body.</summary>
    public abstract void Write(EnvelopeWriter writer);

    /// <param name="reader">Stands on the response element.</param>
    /// <param name="streamed">Holds the contents taken out, in document order.</param>
    public abstract T Read(ElementReader reader, AnswerFilter streamed);
}
