namespace KerioMigration.Engine.Model.Contacts;

/// <summary>t:CompleteName, and how the two names are read aloud (PidLidYomiFirstName 0x802C, PidLidYomiLastName 0x802D).</summary>
/// <param name="Title">Before the name.</param>
/// <param name="Suffix">Behind the name: contacts:Generation, too.</param>
public sealed record PersonName(
    string? Title = null,
    string? Given = null,
    string? Middle = null,
    string? Surname = null,
    string? Suffix = null,
    string? Initials = null,
    string? Nickname = null,
    string? PhoneticGiven = null,
    string? PhoneticSurname = null);
