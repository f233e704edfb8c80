using System;
using KerioMigration.Engine.Kerio.Imap;
using KerioMigration.Engine.Model;
using Xunit;

namespace KerioMigration.Tests.Kerio.Imap;

public sealed class ImapTextTests
{
    [Fact]
    public void Dates_have_the_strict_form()
    {
        Assert.Equal("\"05-Mar-2024 07:08:09 +0530\"", ImapText.Date(new DateTimeOffset(2024, 3, 5, 7, 8, 9, TimeSpan.FromMinutes(330))));
        Assert.Equal("\"31-Dec-0601 23:59:59 -0930\"", ImapText.Date(new DateTimeOffset(601, 12, 31, 23, 59, 59, TimeSpan.FromMinutes(-570))));
    }

    [Fact]
    public void Flags_go_by_their_names()
    {
        Assert.Equal("()", ImapText.Flags(MessageFlags.None));
        Assert.Equal("(\\Seen \\Draft $Forwarded $MDNSent)",
            ImapText.Flags(MessageFlags.Seen | MessageFlags.Draft | MessageFlags.Forwarded | MessageFlags.MdnSent));
        Assert.Equal(MessageFlags.MdnSent, ImapText.Flag("$mdnsent"));
        Assert.Equal(MessageFlags.None, ImapText.Flag("$Junk"));
    }

    [Theory]
    [InlineData("INBOX/Projekte", "INBOX/Projekte")]
    [InlineData("Entwürfe", "Entw&APw-rfe")]
    [InlineData("R&D", "R&-D")]
    [InlineData("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-")] // RFC 3501, 5.1.3
    [InlineData("😀", "&2D3eAA-")]
    public void Names_go_in_modified_utf7(string name, string encoded) => Assert.Equal(encoded, ImapText.EncodeName(name));

    [Theory]
    [InlineData("3955", new uint[] { 3955 })]
    [InlineData("1:3,7", new uint[] { 1, 2, 3, 7 })]
    [InlineData("4294967294:4294967295", new uint[] { 4294967294, 4294967295 })]
    [InlineData("7:5", new uint[] { 5, 6, 7 })]
    public void Sets_of_uids_are_read(string set, uint[] expected) => Assert.Equal(expected, ImapText.Set(set, 10));

    [Theory]
    [InlineData("")]
    [InlineData("1:*")]
    [InlineData("1:2:3")]
    [InlineData("1:4294967295")]
    [InlineData("1,,2")]
    public void What_is_no_set_of_ours_gives_none(string set) => Assert.Null(ImapText.Set(set, 10));

    [Fact]
    public void Status_answers_are_taken_apart()
    {
        var answer = ImapAnswer.Parse("OK [APPENDUID 38505 3955:3957] APPEND completed")!;
        Assert.True(answer.IsOk);
        Assert.Equal("APPENDUID", answer.CodeName);
        Assert.Equal("APPEND completed", answer.Text);
        Assert.Equal("NO [OVERQUOTA] full", ImapAnswer.Parse("no [OVERQUOTA] full")!.ToString());
        Assert.Equal("", ImapAnswer.Parse("BAD [unfinished")!.Code);
        Assert.Null(ImapAnswer.Parse("5 EXISTS"));
    }
}
