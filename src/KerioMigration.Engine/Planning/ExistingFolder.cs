using System.Collections.Generic;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>What the mapping needs to know of a folder that the destination has already.</summary>
public sealed record ExistingFolder(IReadOnlyList<string> Path, FolderRole Role, bool CanHoldItems, ItemKind Kind = ItemKind.Mail);
