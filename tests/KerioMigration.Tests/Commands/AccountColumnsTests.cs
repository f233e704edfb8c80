using System.Linq;
using System.Management.Automation;
using KerioMigration.Commands;
using Xunit;

namespace KerioMigration.Tests.Commands;

/// <summary>Rows of Get-Mailbox, Get-ADUser and Import-Csv, and what they say about the account.</summary>
public sealed class AccountColumnsTests
{
    private const string Legacy = "/o=First Org/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=anna";

    private static readonly string[] Proxies = ["SMTP:anna@example.org", "smtp:a.arnold@example.org", "SIP:anna@example.org", "X500:" + Legacy + "-old", "x400:c=US;a= ;p=First Org"];

    [Fact]
    public void A_row_of_Get_Mailbox_says_everything()
    {
        var detail = AccountColumns.Read(Row(
            ("EmailAddresses", Proxies.Cast<object>().ToArray()),
            ("ProhibitSendReceiveQuota", "2 GB (2,147,483,648 bytes)"),
            ("UseDatabaseQuotaDefaults", false),
            ("HiddenFromAddressListsEnabled", true),
            ("AccountDisabled", true),
            ("RecipientTypeDetails", "UserMailbox"),
            ("LegacyExchangeDN", Legacy)));

        Assert.Equal(["anna@example.org", "a.arnold@example.org"], detail.Addresses!);
        Assert.Equal([Legacy, Legacy + "-old"], detail.LegacyNames);
        Assert.Equal((2L << 30, true, true), (detail.QuotaBytes, detail.IsHidden, detail.IsDisabled));
    }

    [Fact]
    public void A_row_of_Get_ADUser_has_other_words()
    {
        var detail = AccountColumns.Read(Row(
            ("proxyAddresses", Proxies), ("Enabled", false), ("msExchRecipientTypeDetails", 1), ("legacyExchangeDN", Legacy), ("mDBOverHardQuotaLimit", 2048), ("mDBUseDefaults", false), ("msExchHideFromAddressLists", "False")));

        Assert.Equal(["anna@example.org", "a.arnold@example.org"], detail.Addresses!);
        Assert.Equal([Legacy, Legacy + "-old"], detail.LegacyNames);
        Assert.Equal((2L << 20, false, true), (detail.QuotaBytes, detail.IsHidden, detail.IsDisabled));
    }

    [Theory]
    [InlineData("; ")]
    [InlineData(";")]
    [InlineData(",")]
    [InlineData(" ")]
    [InlineData("\r\n")]
    public void A_column_of_a_file_holds_the_addresses_in_one_text(string separator)
    {
        var detail = AccountColumns.Read(Row(("EmailAddresses", string.Join(separator, Proxies.Take(4)) + separator + "plain@example.org")));

        Assert.Equal(["anna@example.org", "a.arnold@example.org", "plain@example.org"], detail.Addresses!);
        Assert.Equal([Legacy + "-old"], detail.LegacyNames);
    }

    /// <summary>Nobody signs in to a room: that its account is disabled says nothing.</summary>
    [Theory]
    [InlineData("SharedMailbox", null)]
    [InlineData("RoomMailbox", null)]
    [InlineData("LinkedMailbox", null)]
    [InlineData("16", null)]
    [InlineData("", null)]
    [InlineData("UserMailbox", true)]
    [InlineData("1", true)]
    public void Only_people_are_disabled(string type, bool? expected) =>
        Assert.Equal(expected, AccountColumns.Read(Row(("RecipientTypeDetails", type), ("AccountDisabled", "True"))).IsDisabled);

    [Fact]
    public void Nothing_is_known_from_an_address_alone()
    {
        foreach (var detail in new[] { AccountColumns.Read(new PSObject("anna@example.org")), AccountColumns.Read(Row(("Mail", "anna@example.org"))) })
        {
            Assert.Null(detail.Addresses);
            Assert.Empty(detail.LegacyNames);
            Assert.Equal((null, null, null), (detail.QuotaBytes, detail.IsHidden, detail.IsDisabled));
        }
    }

    [Fact]
    public void The_quota_of_the_database_is_not_the_mailboxs() =>
        Assert.Null(AccountColumns.Read(Row(("ProhibitSendReceiveQuota", "2 GB (2,147,483,648 bytes)"), ("UseDatabaseQuotaDefaults", true))).QuotaBytes);

    [Theory]
    [InlineData("2 GB (2,147,483,648 bytes)", 2147483648L)]
    [InlineData("2 GB (2.147.483.648 Bytes)", 2147483648L)]
    [InlineData("1,5 GB (1 610 612 736 octets)", 1610612736L)]
    [InlineData("1.5 GB", 1610612736L)]
    [InlineData("512 kB", 524288L)]
    [InlineData("1048576", 1048576L)]
    [InlineData("Unlimited", null)]
    [InlineData("unbegrenzt", null)]
    [InlineData("", null)]
    [InlineData("999999999 PB", null)]
    public void Sizes_are_read_in_every_language(string text, long? bytes) => Assert.Equal(bytes, QuotaText.Bytes(text));

    private static PSObject Row(params (string Name, object Value)[] properties)
    {
        var row = new PSObject();
        foreach (var (name, value) in properties)
        {
            row.Properties.Add(new PSNoteProperty(name, value));
        }

        return row;
    }
}
