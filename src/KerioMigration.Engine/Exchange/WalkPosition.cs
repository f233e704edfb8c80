using System;
using System.Globalization;

namespace KerioMigration.Engine.Exchange;

/// <summary>
/// Where a <see cref="FolderWalk"/> is, in cursors: <c>W:</c>, then since when items count as edited, in ticks; on its way also what the next
/// walk is to know of that, how many items it has passed, how often it began again, and the last item.
/// </summary>
/// <param name="Since">Null before the first walk is over.</param>
internal sealed record WalkPosition(long? Since, long Next, int Passed, int Restarts, string LastId)
{
    private const string Prefix = "W:";

    private const int MaxRestarts = 3;

    public bool IsResting => Passed == 0 && Restarts == 0;

    /// <summary>Items may have slipped through: what is not named need not be gone.</summary>
    public bool HasGaps => Restarts > MaxRestarts;

    public static bool IsOf(string? cursor) => cursor?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>Anything else is the beginning of a first walk.</summary>
    public static WalkPosition Parse(string? cursor)
    {
        var parts = IsOf(cursor) ? cursor!.Substring(Prefix.Length).Split(['|'], 5) : [""];
        var since = long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) ? ticks : (long?)null;
        return parts.Length == 5 ? new WalkPosition(since, Number(parts[1]), (int)Number(parts[2]), (int)Number(parts[3]), parts[4]) : new WalkPosition(since, 0, 0, 0, "");
    }

    public override string ToString() => IsResting
        ? FormattableString.Invariant($"{Prefix}{Since}")
        : FormattableString.Invariant($"{Prefix}{Since}|{Next}|{Passed}|{Restarts}|{LastId}");

    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
