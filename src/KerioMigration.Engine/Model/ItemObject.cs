using System;

namespace KerioMigration.Engine.Model;

/// <summary>
/// What is no message, in the form in which the destination takes it: an iCalendar object (RFC 5545), a vCard (RFC 2426), or for lists and
/// notes a JSON object. Owns its contents.
/// </summary>
/// <param name="Uid">How it is found again at the destination; the same in every run.</param>
public sealed record ItemObject(string Uid, ItemContent Content) : IDisposable
{
    /// <summary>For a destination that refuses the files within; null where there are none.</summary>
    public FilelessForm? Fileless { get; init; }

    public void Dispose()
    {
        Content.Dispose();
        Fileless?.Content.Dispose();
    }
}
