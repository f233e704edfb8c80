using System;
using System.Linq;
using KerioMigration.Engine.Model.Rights;
using KerioMigration.Engine.Planning;
using Xunit;
using static KerioMigration.Engine.Model.Rights.FolderAbilities;

namespace KerioMigration.Tests.Planning;

/// <summary>The rights of Exchange in the four levels of Kerio Connect.</summary>
public sealed class MappedRightTests
{
    private const FolderAbilities Author = See | Read | Create | EditOwn | DeleteOwn;
    private const FolderAbilities Editor = Author | EditAll | DeleteAll;

    [Theory]
    [InlineData(None, null, "")]
    [InlineData(See, AccessLevel.Listing, "")]
    [InlineData(SeeTimes, AccessLevel.Listing, "can no longer see busy times")]
    [InlineData(SeeTimes | SeeSubjects, AccessLevel.Listing, "can no longer see busy times, see subjects and places")]
    [InlineData(See | Create, AccessLevel.Listing, "can no longer create items")]
    [InlineData(See | Read, AccessLevel.Reading, "")]
    [InlineData(Read, AccessLevel.Reading, "")]
    [InlineData(See | Read | Create | DeleteOwn, AccessLevel.Reading, "can no longer create items, delete their own items")]
    [InlineData(Author, AccessLevel.Reading, "can no longer create items, edit their own items, delete their own items")]
    [InlineData(Author | CreateFolders, AccessLevel.Reading, "can no longer create items, edit their own items, delete their own items, create folders")]
    [InlineData(See | Read | Create | EditAll, AccessLevel.Reading, "can no longer create items, edit all items")]
    [InlineData(Editor, AccessLevel.Writing, "")]
    [InlineData(Editor | CreateFolders, AccessLevel.Writing, "can no longer create folders")]
    [InlineData(Editor | CreateFolders | Share, AccessLevel.Writing, "can no longer create folders, give rights to others")]
    [InlineData(See | Share, AccessLevel.Listing, "can no longer give rights to others")]
    public void Becomes_the_next_lower_level(FolderAbilities abilities, AccessLevel? access, string difference)
    {
        var mapped = MappedRight.Of(abilities, allowWider: false);
        Assert.Equal((access, difference), (mapped.Access, mapped.Describe()));
    }

    [Theory]
    [InlineData(None, null, "")]
    [InlineData(See, AccessLevel.Listing, "")]
    [InlineData(SeeTimes | SeeSubjects, AccessLevel.Listing, "can no longer see busy times, see subjects and places")]
    [InlineData(See | Read, AccessLevel.Reading, "")]
    [InlineData(See | Read | CreateFolders, AccessLevel.Reading, "can no longer create folders")]
    [InlineData(See | Create, AccessLevel.Writing, "can now read, edit all items, delete all items")]
    [InlineData(Author, AccessLevel.Writing, "can now edit all items, delete all items")]
    [InlineData(Author | CreateFolders, AccessLevel.Writing, "can no longer create folders; can now edit all items, delete all items")]
    [InlineData(Editor, AccessLevel.Writing, "")]
    [InlineData(Editor | CreateFolders, AccessLevel.Writing, "can no longer create folders")]
    [InlineData(Editor | CreateFolders | Share, AccessLevel.Administration, "")]
    public void Becomes_the_next_higher_level_where_that_is_allowed(FolderAbilities abilities, AccessLevel? access, string difference)
    {
        var mapped = MappedRight.Of(abilities, allowWider: true);
        Assert.Equal((access, difference), (mapped.Access, mapped.Describe()));
    }

    [Fact]
    public void No_mix_of_rights_ever_gains_anything_unasked()
    {
        var all = Enumerable.Range(0, 1 << Enum.GetValues<FolderAbilities>().Length - 1).Select(i => (FolderAbilities)i).ToList();
        Assert.Equal(2048, all.Count);
        Assert.All(all, a =>
        {
            var (narrow, wide) = (MappedRight.Of(a, allowWider: false), MappedRight.Of(a, allowWider: true));
            Assert.Equal(None, narrow.Gained);
            Assert.NotEqual(AccessLevel.Administration, narrow.Access);
            Assert.True((wide.Access ?? AccessLevel.Listing) >= (narrow.Access ?? AccessLevel.Listing));
            Assert.Equal(None, wide.Lost & ~(SeeTimes | SeeSubjects | CreateFolders));
        });
    }
}
