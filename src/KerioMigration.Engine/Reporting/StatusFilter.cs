using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Reporting;

/// <summary>The names of states that a view was asked for.</summary>
/// <typeparam name="T">The states of that view.</typeparam>
internal sealed class StatusFilter<T>
    where T : struct, Enum
{
    private readonly HashSet<T> wanted;

    /// <exception cref="MigrationException"><see cref="Reason.InvalidInput"/>: the view has no such state; the message lists its states.</exception>
    public StatusFilter(IReadOnlyList<string> names, params T[] hidden)
    {
        var legal = Enum.GetValues(typeof(T)).Cast<T>().Except(hidden).ToDictionary(s => s.ToString(), StringComparer.OrdinalIgnoreCase);
        wanted = [.. names.Select(n => legal.TryGetValue(n.Trim(), out var state) ? state : throw Unknown(n, legal.Keys))];
    }

    /// <summary>The states asked for; null when all are.</summary>
    public IReadOnlyCollection<T>? States => wanted.Count == 0 ? null : wanted;

    public bool Includes(T state) => wanted.Count == 0 || wanted.Contains(state);

    private static MigrationException Unknown(string name, IEnumerable<string> legal) => new(new Failure(
        FailureScope.Run,
        FailureRemedy.None,
        Reason.InvalidInput,
        $"This view has no status \"{name}\". It has: {string.Join(", ", legal)}."));
}
