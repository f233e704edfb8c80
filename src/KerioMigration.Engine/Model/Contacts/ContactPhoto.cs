using System;

namespace KerioMigration.Engine.Model.Contacts;

/// <summary>The attachment with t:IsContactPhoto. Not the picture of the directory.</summary>
/// <param name="ContentType">As the source says; it is often absent or wrong.</param>
public sealed record ContactPhoto(ReadOnlyMemory<byte> Content, string? ContentType = null);
