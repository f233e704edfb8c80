using System;
using System.Collections.Generic;
using System.Linq;
using KerioMigration.Engine.Model.Rights;

namespace KerioMigration.Engine.Planning;

/// <summary>What becomes of a right at the destination, which knows four levels only.</summary>
/// <param name="Access">Null: no entry.</param>
/// <param name="Lost">What was allowed at the source and is not here.</param>
/// <param name="Gained">What was not allowed at the source and is here.</param>
public sealed record MappedRight(AccessLevel? Access, FolderAbilities Lost, FolderAbilities Gained)
{
    private const FolderAbilities Reading = FolderAbilities.See | FolderAbilities.SeeTimes | FolderAbilities.SeeSubjects | FolderAbilities.Read;

    private const FolderAbilities Writing = Reading
        | FolderAbilities.Create | FolderAbilities.EditOwn | FolderAbilities.EditAll | FolderAbilities.DeleteOwn | FolderAbilities.DeleteAll;

    /// <summary>For these alone nobody gets a higher level: it would open far more than they do.</summary>
    private const FolderAbilities Minor = FolderAbilities.SeeTimes | FolderAbilities.SeeSubjects | FolderAbilities.CreateFolders;

    private static readonly (AccessLevel Level, FolderAbilities Abilities)[] Levels =
    [
        (AccessLevel.Listing, FolderAbilities.See),
        (AccessLevel.Reading, Reading),
        (AccessLevel.Writing, Writing),
        (AccessLevel.Administration, Writing | FolderAbilities.CreateFolders | FolderAbilities.Share),
    ];

    private static readonly (FolderAbilities Ability, string Text)[] Words =
    [
        (FolderAbilities.See, "see the folder"),
        (FolderAbilities.SeeTimes, "see busy times"),
        (FolderAbilities.SeeSubjects, "see subjects and places"),
        (FolderAbilities.Read, "read"),
        (FolderAbilities.Create, "create items"),
        (FolderAbilities.EditOwn, "edit their own items"),
        (FolderAbilities.EditAll, "edit all items"),
        (FolderAbilities.DeleteOwn, "delete their own items"),
        (FolderAbilities.DeleteAll, "delete all items"),
        (FolderAbilities.CreateFolders, "create folders"),
        (FolderAbilities.Share, "give rights to others"),
    ];

    /// <param name="allowWider">The lowest level that holds the whole right; else the highest that holds nothing beyond it.</param>
    public static MappedRight Of(FolderAbilities abilities, bool allowWider)
    {
        var whole = Completed(abilities);

        // What else administration opens at the destination is not settled: nobody gets it unasked.
        var fitting = allowWider
            ? Array.FindIndex(Levels, l => (whole & ~Minor & ~l.Abilities) == 0)
            : Array.FindLastIndex(Levels, l => l.Level != AccessLevel.Administration && (l.Abilities & ~whole) == 0);
        return whole == FolderAbilities.None || fitting < 0
            ? new MappedRight(null, whole, FolderAbilities.None)
            : new MappedRight(Levels[fitting].Level, whole & ~Levels[fitting].Abilities, Levels[fitting].Abilities & ~whole);
    }

    /// <summary>For the administrator; empty when the right arrives as it was.</summary>
    public string Describe()
    {
        var parts = new[] { Text("can no longer", Lost), Text("can now", Gained) }.OfType<string>();
        return string.Join("; ", parts);
    }

    /// <summary>With what is part of it: who may edit all items may edit their own, and who sees anything sees the folder.</summary>
    private static FolderAbilities Completed(FolderAbilities abilities)
    {
        var whole = abilities;
        whole |= Has(FolderAbilities.EditAll) ? FolderAbilities.EditOwn : 0;
        whole |= Has(FolderAbilities.DeleteAll) ? FolderAbilities.DeleteOwn : 0;
        whole |= Has(FolderAbilities.Read) ? Reading : 0;
        whole |= Has(FolderAbilities.SeeSubjects) ? FolderAbilities.SeeTimes : 0;
        return whole == FolderAbilities.None ? whole : whole | FolderAbilities.See;

        bool Has(FolderAbilities ability) => (abilities & ability) != 0;
    }

    private static string? Text(string verb, FolderAbilities abilities)
    {
        // The greater one says it all.
        var said = abilities;
        said &= (abilities & FolderAbilities.EditAll) != 0 ? ~FolderAbilities.EditOwn : said;
        said &= (abilities & FolderAbilities.DeleteAll) != 0 ? ~FolderAbilities.DeleteOwn : said;
        said &= (abilities & FolderAbilities.Read) != 0 ? ~(FolderAbilities.SeeTimes | FolderAbilities.SeeSubjects | FolderAbilities.See) : said;
        IReadOnlyList<string> words = [.. Words.Where(w => (said & w.Ability) != 0).Select(w => w.Text)];
        return words.Count == 0 ? null : verb + " " + string.Join(", ", words);
    }
}
