using System.Globalization;

namespace KerioMigration.Engine.Kerio.Admin;

/// <summary>Accounts in use and allowed; disabled ones do not count.</summary>
/// <param name="Allowed">Null: no limit.</param>
internal sealed record Seats(long Used, long? Allowed)
{
    public bool AreTaken => Used >= Allowed;

    public bool HasRoomFor(int more) => more == 0 || !(Used + more > Allowed);

    public override string ToString() => Allowed is { } allowed
        ? string.Format(CultureInfo.InvariantCulture, "{0} of {1}", Used, allowed)
        : string.Format(CultureInfo.InvariantCulture, "{0}, no limit", Used);
}
