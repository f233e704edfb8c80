using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Conversion.ContentLines;

/// <summary>A file whose bytes belong into a text that does not hold them, for it may be larger than what fits into memory.</summary>
/// <param name="Start">Where its line begins.</param>
/// <param name="End">Behind its line: its bytes go there, as further lines that continue it.</param>
public sealed record EmbeddedFile(int Start, int End, AttachedFile File);
