namespace KerioMigration.Simulation.Kerio.Dav;

/// <summary>How CalDAV and CardDAV behave where public sources leave it open, or where versions differ.</summary>
public sealed record DavOptions
{
    /// <summary>False: /.well-known/caldav and /.well-known/carddav are not known.</summary>
    public bool WellKnown { get; init; } = true;

    /// <summary>True: ETags come in quotes, as RFC 9110 wants them and as 8.0.1 did not send them.</summary>
    public bool QuotesETags { get; init; }

    /// <summary>False: a PUT is answered without an ETag. It always is when the server has changed the text.</summary>
    public bool TellsETagOnPut { get; init; } = true;

    /// <summary>False: <c>If-None-Match: *</c> is not looked at, and a PUT meant for a new item overwrites.</summary>
    public bool HonoursIfNoneMatch { get; init; } = true;

    /// <summary>The status of a PUT that changed an item: 204, or 200.</summary>
    public int UpdateStatus { get; init; } = 204;

    /// <summary>True: MKCALENDAR answers 201, not 207 with a refusal of calendar-free-busy-set.</summary>
    public bool MakeCalendarAnswersCreated { get; init; }

    /// <summary>PUT and POST refuse larger bodies with 413; null is no limit. 20 MB is the preset of the webmail's limit.</summary>
    public long? MaxBodySize { get; init; } = 20 * 1024 * 1024;

    public UidConflict UidConflict { get; init; } = UidConflict.Refused;

    /// <summary>True: an event without VCALENDAR around it is answered with 201 and lost; else it is refused.</summary>
    public bool LosesUnwrappedObjects { get; init; }

    public DavRewrites Rewrites { get; init; }

    /// <summary>True: messages go out whatever SCHEDULE-AGENT says; no source proves that Kerio heeds it.</summary>
    public bool IgnoresScheduleAgent { get; init; }

    /// <summary>
    /// Whether a public folder that the user may see answers at its GUID below the user's own homes, where a mailbox's folders are. No source tells
    /// where CalDAV has public folders.
    /// </summary>
    public bool ShowsPublicFolders { get; init; } = true;

    /// <summary>True: every answer ends its connection, as 10.x was seen to do.</summary>
    public bool ClosesConnections { get; init; }

    /// <summary>True: compressed bodies are bare deflate streams (RFC 1951) without the zlib format around them.</summary>
    public bool BareDeflate { get; init; }
}
