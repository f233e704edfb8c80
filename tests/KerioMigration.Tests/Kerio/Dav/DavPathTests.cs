using System;
using System.Linq;
using KerioMigration.Engine.Kerio.Dav;
using Xunit;

namespace KerioMigration.Tests.Kerio.Dav;

public sealed class DavPathTests
{
    [Theory]
    [InlineData("/a/b@c/x.ics", "/a/b%40c/x.ics")]
    [InlineData("/a/b%40c/x.ics", "/a/b%40c/x.ics")]
    [InlineData("https://elsewhere:8443/a%2fb/%7Ec d", "/a%2Fb/~c%20d")]
    [InlineData("http://host", "/")]
    [InlineData("//a/b", "/a/b")]
    [InlineData("/ä/%E4/100%/%zz", "/%C3%A4/%E4/100%25/%25zz")]
    [InlineData(" /a/\n", "/a/")]
    public void A_place_has_one_spelling(string href, string path)
    {
        Assert.Equal(path, DavPath.Of(href));
        Assert.Equal(path, DavPath.Of(path));
    }

    [Theory]
    [InlineData("/cal/", "/cal/a.ics", true)]
    [InlineData("/cal/", "/cal/sub/", true)]
    [InlineData("/cal/", "/cal/sub/a.ics", false)]
    [InlineData("/cal/", "/cal/", false)]
    [InlineData("/cal/", "/calendar/a.ics", false)]
    public void A_member_is_directly_below(string collection, string path, bool isMember) => Assert.Equal(isMember, DavPath.IsMember(collection, path));

    [Theory]
    [InlineData("/caldav", "/caldav")]
    [InlineData("caldav/", "/.well-known/caldav/")]
    [InlineData("https://mail.example.com/dav", "/dav")]
    [InlineData("https://mail.example.com:8443/dav", null)]
    [InlineData("http://mail.example.com/dav", null)]
    [InlineData("https://evil.example.com/dav", null)]
    [InlineData("//evil.example.com/dav", null)]
    public void A_redirect_stays_at_the_server(string location, string? path) =>
        Assert.Equal(path, DavPath.Redirected(new Uri("https://mail.example.com/.well-known/caldav"), location));

    [Fact]
    public void Names_are_safe_and_the_same_in_every_run()
    {
        string[] uids = ["040000008200E00074C5B7101A82E008", "a/b", "..", ".x", "a@b", new('x', 151), "📅", "%2e", ""];
        var names = uids.Select(u => DavPath.ResourceName(u, ".ics")).ToList();
        Assert.Equal("040000008200E00074C5B7101A82E008.ics", names[0]);
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, n => Assert.Matches("^[A-Za-z0-9][A-Za-z0-9._~-]*\\.ics$", n));
        Assert.Equal("c14cddc033f64b9dea80ea675cf280a0.ics", DavPath.ResourceName("a/b", ".ics"));
    }
}
