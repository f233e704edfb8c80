namespace KerioMigration.Simulation.Seeding.Groupware;

/// <param name="Edit">None, Owned or All; so <paramref name="Delete"/>.</param>
/// <param name="Read">None or FullDetails; for calendars also TimeOnly and TimeAndSubjectAndLocation.</param>
public sealed record SeededRights(
    bool Create = false,
    bool Subfolders = false,
    string Edit = "None",
    string Delete = "None",
    string Read = "None",
    bool IsOwner = false,
    bool IsContact = false,
    bool IsVisible = true)
{
    public static SeededRights Of(string level) => level switch
    {
        "Contributor" => new(Create: true),
        "Reviewer" => new(Read: "FullDetails"),
        "NoneditingAuthor" => new(true, Delete: "Owned", Read: "FullDetails"),
        "Author" => new(true, false, "Owned", "Owned", "FullDetails"),
        "PublishingAuthor" => new(true, true, "Owned", "Owned", "FullDetails"),
        "Editor" => new(true, false, "All", "All", "FullDetails"),
        "PublishingEditor" => new(true, true, "All", "All", "FullDetails"),
        "Owner" => new(true, true, "All", "All", "FullDetails", true, true),
        "FreeBusyTimeOnly" => new(Read: "TimeOnly", IsVisible: false),
        "FreeBusyTimeAndSubjectAndLocation" => new(Read: "TimeAndSubjectAndLocation", IsVisible: false),
        _ => new(IsVisible: false),
    };
}
