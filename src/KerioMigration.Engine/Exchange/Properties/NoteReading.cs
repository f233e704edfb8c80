using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Exchange.Operations;
using KerioMigration.Engine.Exchange.Soap;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Model.Notes;

namespace KerioMigration.Engine.Exchange.Properties;

/// <summary>Notes: messages for EWS, with properties of their own.</summary>
internal sealed class NoteReading(EwsClient client, OpenedMailbox mailbox, MailboxZone zone) : KindReading(new PropertyReading(client, mailbox, Shape, Core))
{
    /// <summary>PidLidNoteColor, then width, height, x and y.</summary>
    private static readonly ExtendedField Color = new(ExtendedField.Note, 0x8B00, "Integer");
    private static readonly ExtendedField Width = new(ExtendedField.Note, 0x8B02, "Integer");
    private static readonly ExtendedField Height = new(ExtendedField.Note, 0x8B03, "Integer");
    private static readonly ExtendedField X = new(ExtendedField.Note, 0x8B04, "Integer");
    private static readonly ExtendedField Y = new(ExtendedField.Note, 0x8B05, "Integer");

    public static PropertyShape Shape { get; } = new(Fields.Always, [], [Color, Width, Height, X, Y], BodyType: "Text");

    public static PropertyShape Core { get; } = new(Fields.Core, [], []);

    public override async Task<IReadOnlyList<ItemProperties?>> ComposeAsync(IReadOnlyList<ReadProperties> read, CancellationToken cancellationToken)
    {
        var own = await zone.FindAsync(cancellationToken).ConfigureAwait(false);
        return [.. read.Select(r => Read(r.Element!, own))];
    }

    public static StickyNote Read(Element item, TimeZoneInfo? zone) => new()
    {
        Text = item.TextBody(),
        Subject = item.Value("Subject"),
        Color = (NoteColor)(Color.NumberOf(item) ?? (int)NoteColor.Yellow),
        Position = (X.NumberOf(item), Y.NumberOf(item), Width.NumberOf(item), Height.NumberOf(item)) is ({ } x, { } y, { } width, { } height)
            ? new NotePosition(x, y, width, height)
            : null,
        Created = MailboxZone.In(item.Time("DateTimeCreated"), zone),
        LastModified = MailboxZone.In(item.Time("LastModifiedTime"), zone),
        Categories = item.Strings("Categories"),
        Sensitivity = item.Choice("Sensitivity", Sensitivity.Normal),
    };
}
