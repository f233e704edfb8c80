using System.Text;
using KerioMigration.Engine.Model;
using Xunit;

namespace KerioMigration.Tests.Model;

public sealed class MessageHeaderTests
{
    [Theory]
    [InlineData("Subject: a\r\nMessage-ID: <1@x>\r\n\r\nbody", "<1@x>")]
    [InlineData("message-id:<1@x>\n\nbody", "<1@x>")]
    [InlineData("MESSAGE-ID \t:  <1@x> \r\n\r\n", "<1@x>")]
    [InlineData("Message-ID:\r\n <1@x>\r\nTo: b\r\n\r\n", "<1@x>")]
    [InlineData("Message-ID: <a\r\n\tb@x>\r\n\r\n", "<a\tb@x>")]
    [InlineData("Message-ID: <1@x>\r\nMessage-ID: <2@x>\r\n\r\n", "<1@x>")]
    [InlineData("no colon here\r\n: nothing\r\nMessage-ID: <1@x>", "<1@x>")]
    [InlineData("Message-ID: caf\u00e9@x\r\n\r\n", "caf\u00e9@x")]
    public void Reads_the_value_as_it_stands(string head, string expected) =>
        Assert.Equal(expected, MessageHeader.ReadMessageId(Encoding.Latin1.GetBytes(head)));

    [Theory]
    [InlineData("")]
    [InlineData("\r\nMessage-ID: <1@x>\r\n")]
    [InlineData("Subject: a\n\nMessage-ID: <1@x>\n")]
    [InlineData("Message-ID:  \r\n\r\n")]
    [InlineData("Message-ID-Old: <1@x>\r\nX-Message-ID: <2@x>\r\n\r\n")]
    [InlineData(" Message-ID: <folded into nothing>\r\n\r\n")]
    public void Gives_null_where_the_header_block_has_none(string head) =>
        Assert.Null(MessageHeader.ReadMessageId(Encoding.Latin1.GetBytes(head)));
}
