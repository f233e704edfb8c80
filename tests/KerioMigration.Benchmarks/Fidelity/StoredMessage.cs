using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Ical.Net.CalendarComponents;
using KerioMigration.Simulation.Kerio.Store;
using MimeKit;

namespace KerioMigration.Benchmarks.Fidelity;

/// <summary>A message of the destination as MimeKit reads it, with the calendar objects and cards that are attached to it.</summary>
internal sealed class StoredMessage(KerioMessage stored)
{
    public KerioMessage Stored => stored;

    public MimeMessage Mime { get; } = MimeMessage.Load(new MemoryStream(stored.Bytes.ToArray()));

    public IEnumerable<CalendarEvent> Events => Attached(".ics").SelectMany(t => Ical.Net.Calendar.Load(t)!.Events);

    public IEnumerable<string> Cards => Attached(".vcf");

    private IEnumerable<string> Attached(string ending) => Mime.BodyParts.OfType<MimePart>()
        .Where(p => p.FileName?.EndsWith(ending, StringComparison.OrdinalIgnoreCase) == true)
        .Select(p =>
        {
            using var reader = new StreamReader(p.Content!.Open());
            return reader.ReadToEnd();
        });
}
