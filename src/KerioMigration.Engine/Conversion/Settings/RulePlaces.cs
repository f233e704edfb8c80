using System;

namespace KerioMigration.Engine.Conversion.Settings;

/// <summary>What rules name at the source, as it is called at the destination.</summary>
/// <param name="PathOf">Of a folder's id: null when it is not carried.</param>
/// <param name="DeletedItems">The path of the folder for deleted items; null when that is not carried.</param>
/// <param name="AddressOf">Of an address: itself, unless the user map gives another one.</param>
public sealed record RulePlaces(Func<string, string?> PathOf, string? DeletedItems, Func<string, string> AddressOf);
