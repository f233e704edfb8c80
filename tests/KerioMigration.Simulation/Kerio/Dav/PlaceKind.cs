namespace KerioMigration.Simulation.Kerio.Dav;

internal enum PlaceKind
{
    /// <summary><c>/caldav</c>, where clients start.</summary>
    Root,

    /// <summary><c>/caldav/users/DOMAIN/LOGIN</c>.</summary>
    Principal,

    /// <summary><c>/full-calendars/DOMAIN/LOGIN</c>: every folder of the mailbox.</summary>
    CalendarHome,

    /// <summary><c>/contacts/DOMAIN/LOGIN</c>: the contact folders.</summary>
    ContactHome,

    Collection,

    Item,

    /// <summary><c>/ical/LOGIN@DOMAIN/NAME</c>: a whole calendar as one text. It knows nothing of principals.</summary>
    Publication,
}
