using KerioMigration.Engine.Conversion.Calendar;
using Xunit;

namespace KerioMigration.Tests.Conversion.Calendar;

public sealed class GlobalObjectIdTests
{
    private const string Head = "040000008200E00074C5B7101A82E008";

    [Theory]
    // The date of an occurrence is no part of the meeting's id.
    [InlineData(Head + "07E8030C" + "00C0A1B2C3D4DA01" + "0000000000000000" + "02000000" + "abcd", Head + "00000000" + "00C0A1B2C3D4DA01" + "0000000000000000" + "02000000" + "ABCD")]
    [InlineData(Head + "00000000" + "0000000000000000" + "0000000000000000" + "12000000" + "7643616C2D556964" + "01000000" + "6140622E6300", "a@b.c")]
    // A wrapping around nothing, digits that are none, a short id, another system's: as they are.
    [InlineData(Head + "00000000" + "0000000000000000" + "0000000000000000" + "0C000000" + "7643616C2D556964" + "01000000", Head + "00000000" + "0000000000000000" + "0000000000000000" + "0C000000" + "7643616C2D556964" + "01000000")]
    [InlineData(Head, Head)]
    [InlineData("5f3c@example.org", "5f3c@example.org")]
    public void The_UID_is_the_one_that_other_systems_know(string id, string uid) => Assert.Equal(uid, GlobalObjectId.ToUid(id));
}
