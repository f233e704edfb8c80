using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Planning;

/// <summary>
/// Which folders the administrator wants: by path as the source spells it (<c>Inbox/Projects*</c>), or, since names are localized, by
/// role (<c>#Inbox</c>, <c>#Sent/2024*</c>). What holds for a folder holds for its children.
/// </summary>
public sealed class FolderFilter
{
    private readonly IReadOnlyList<WildcardPattern> include;
    private readonly IReadOnlyList<WildcardPattern> exclude;

    public FolderFilter(MigrationOptions options)
    {
        include = options.IncludeFolder.Select(p => new WildcardPattern(p)).ToList();
        exclude = options.ExcludeFolder.Select(p => new WildcardPattern(p)).ToList();
    }

    /// <summary>The ids of the wanted folders. <paramref name="folders"/> come parents before children.</summary>
    public HashSet<string> Select(IReadOnlyList<FolderRef> folders)
    {
        var verdicts = new Dictionary<string, Verdict>();
        foreach (var folder in folders)
        {
            var parent = folder.ParentId is { } id && verdicts.TryGetValue(id, out var found) ? found : Verdict.Top;
            verdicts[folder.Id] = Judge(folder, parent);
        }

        return [.. verdicts.Where(v => v.Value.IsWanted).Select(v => v.Key)];
    }

    private Verdict Judge(FolderRef folder, Verdict parent)
    {
        var names = parent.Names.Select(n => n + "/" + folder.DisplayName.Replace("/", "//")).ToList();
        if (parent == Verdict.Top)
        {
            names.Add(FolderPath.Join(folder.Path));
        }

        if (folder.Role is not FolderRole.None and not FolderRole.Root && folder.Role != parent.Role)
        {
            names.Add("#" + folder.Role);
        }

        var asked = parent.IsAsked || include.Any(p => names.Any(p.IsMatch));
        return new Verdict(names)
        {
            Role = folder.Role,
            IsAsked = asked,

            // Outlook's own logs are of no use elsewhere; who wants them names them.
            IsUsual = parent.IsUsual && folder.Role != FolderRole.SyncIssues,
            IsExcluded = parent.IsExcluded || exclude.Any(p => names.Any(p.IsMatch)),
            IncludesAll = include.Count == 0,
        };
    }

    private sealed record Verdict(IReadOnlyList<string> Names)
    {
        public static Verdict Top { get; } = new([]) { IsUsual = true };

        public FolderRole Role { get; init; }

        public bool IsAsked { get; init; }

        public bool IsUsual { get; init; }

        public bool IsExcluded { get; init; }

        public bool IncludesAll { get; init; }

        public bool IsWanted => !IsExcluded && (IsAsked || (IncludesAll && IsUsual));
    }
}
