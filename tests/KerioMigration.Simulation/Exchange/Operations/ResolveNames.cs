using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>Ambiguous name resolution: the start of a display name, of one of its words, of the alias or of the address; a legacy DN as a whole.</summary>
internal sealed class ResolveNames : IOperation
{
    private const int MostCandidates = 100;

    public string Name => "ResolveNames";

    public ElementType Schema { get; } = ElementType.Empty()
        .Attribute("ReturnFullContactData", TextType.Boolean)
        .Attribute(
            "SearchScope",
            TextType.Enumeration("ResolveNamesSearchScopeType", "ActiveDirectory", "ActiveDirectoryContacts", "Contacts", "ContactsActiveDirectory"),
            false,
            SchemaVersion.Exchange2007Sp1)
        .Attribute(
            "ContactDataShape",
            TextType.Enumeration("DefaultShapeNamesType", "IdOnly", "Default", "AllProperties"),
            false,
            SchemaVersion.Exchange2010Sp2)
        .Optional("m:ParentFolderIds", Shapes.FolderIds)
        .One("m:UnresolvedEntry", () => ElementType.Of(TextType.String));

    public ValueTask AnswerAsync(OperationContext context)
    {
        var answer = context.Answer;
        var entry = ((string)context.Request.Element(Ns.Messages + "UnresolvedEntry")!).Trim();
        Responses.Open(answer, Name);
        if (entry is "" or "," or "-")
        {
            Responses.Error(answer, Name, "ErrorInvalidNameForNameResolution", context.Culture, null);
        }
        else
        {
            var isDirectory = (string?)context.Request.Attribute("SearchScope") != "Contacts";
            Write(context, isDirectory ? Matches(context.Organization, entry) : [], isDirectory ? [.. Groups(context.Organization, entry), .. Folders(context.Organization, entry)] : []);
        }

        Responses.Close(answer, Name);
        return default;
    }

    private static List<SeededUser> Matches(Organization organization, string entry) => organization.Users.Where(u => IsMatch(u, Text(entry))).ToList();

    /// <summary>Mail-enabled public folders, by their legacy names.</summary>
    private static IEnumerable<Other> Folders(Organization organization, string entry) => (organization.PublicFolders?.Root.WithDescendants() ?? [])
        .Where(f => f.MailAddresses.Count > 0 && string.Equals(f.LegacyDn, entry, StringComparison.OrdinalIgnoreCase))
        .Select(f => new Other(f.DisplayName, f.MailAddresses[0], "PublicFolder"));

    private static IEnumerable<Other> Groups(Organization organization, string entry) => organization.Groups
        .Where(g => g.DisplayName.Split(' ').Append(g.DisplayName).Append(g.PrimarySmtpAddress).Any(s => s.StartsWith(Text(entry), StringComparison.CurrentCultureIgnoreCase)))
        .Select(g => new Other(g.DisplayName, g.PrimarySmtpAddress, "PublicDL"));

    private static string Text(string entry) => entry.StartsWith("smtp:", StringComparison.OrdinalIgnoreCase) ? entry[5..] : entry;

    private static bool IsMatch(SeededUser user, string text)
    {
        string[] starts = [user.DisplayName, user.Alias, user.PrimarySmtpAddress, user.GivenName, user.Surname, .. user.DisplayName.Split(' ', ',')];
        return starts.Any(s => s.Length > 0 && s.StartsWith(text, StringComparison.CurrentCultureIgnoreCase))
            || string.Equals(user.LegacyDn, text, StringComparison.OrdinalIgnoreCase);
    }

    private void Write(OperationContext context, List<SeededUser> users, IReadOnlyList<Other> others)
    {
        var answer = context.Answer;
        var count = users.Count + others.Count;
        if (count == 0)
        {
            // The one error that has no empty container behind it.
            Responses.Error(answer, Name, "ErrorNameResolutionNoResults", context.Culture, null);
            return;
        }

        if (count == 1)
        {
            Responses.OpenMessage(answer, Name);
        }
        else
        {
            answer.Raw("<m:ResolveNamesResponseMessage"u8);
            Responses.ErrorContent(answer, "ErrorNameResolutionMultipleResults", context.Culture);
        }

        var page = users.Take(MostCandidates).ToList();
        answer.Ascii($"<m:ResolutionSet TotalItemsInView=\"{Math.Min(count, MostCandidates)}\" IncludesLastItemInRange=\"{(count <= MostCandidates ? "true" : "false")}\">");
        foreach (var user in page)
        {
            Resolution(context, user);
        }

        foreach (var other in others.Take(MostCandidates - page.Count))
        {
            answer.Raw("<t:Resolution>"u8);
            Mailbox(answer, other.Name, other.Address, other.Type);
            answer.Raw("</t:Resolution>"u8);
        }

        answer.Raw("</m:ResolutionSet>"u8);
        Responses.CloseMessage(answer, Name);
    }

    private static void Resolution(OperationContext context, SeededUser user)
    {
        var answer = context.Answer;
        answer.Raw("<t:Resolution>"u8);
        Mailbox(answer, user.DisplayName, user.PrimarySmtpAddress, user.MailboxType);
        if ((string?)context.Request.Attribute("ReturnFullContactData") is "true" or "1")
        {
            ContactData(answer, user, (string?)context.Request.Attribute("ContactDataShape") != "AllProperties" && context.Schema >= SchemaVersion.Exchange2010Sp2);
        }

        answer.Raw("</t:Resolution>"u8);
    }

    private static void Mailbox(AnswerWriter answer, string name, string address, string type)
    {
        answer.Raw("<t:Mailbox>"u8);
        answer.Element("t:Name"u8, name);
        answer.Element("t:EmailAddress"u8, address);
        answer.Raw("<t:RoutingType>SMTP</t:RoutingType>"u8);
        answer.Element("t:MailboxType"u8, type);
        answer.Raw("</t:Mailbox>"u8);
    }

    /// <summary>Never more than three, however many there are.</summary>
    private static void EmailAddresses(AnswerWriter answer, SeededUser user)
    {
        answer.Raw("<t:EmailAddresses>"u8);
        foreach (var (proxy, index) in user.Proxies.Prepend("SMTP:" + user.PrimarySmtpAddress).Append("x500:" + user.LegacyDn).Take(3).Select((p, i) => (p, i)))
        {
            answer.Ascii($"<t:Entry Key=\"EmailAddress{index + 1}\">");
            answer.Text(proxy);
            answer.Raw("</t:Entry>"u8);
        }

        answer.Raw("</t:EmailAddresses>"u8);
    }

    /// <summary>The default shape holds the name and where it was found, and no more.</summary>
    private static void ContactData(AnswerWriter answer, SeededUser user, bool isShort)
    {
        answer.Raw("<t:Contact>"u8);
        if (!isShort)
        {
            answer.Raw("<t:Culture>en-US</t:Culture>"u8);
        }

        answer.Element("t:DisplayName"u8, user.DisplayName);
        if (!isShort)
        {
            answer.Element("t:GivenName"u8, user.GivenName);
            answer.Element("t:CompanyName"u8, user.Company);
            EmailAddresses(answer, user);
            answer.Raw("<t:PhoneNumbers><t:Entry Key=\"BusinessPhone\">"u8);
            answer.Text(user.Phone);
            answer.Raw("</t:Entry></t:PhoneNumbers>"u8);
        }

        answer.Raw("<t:ContactSource>ActiveDirectory</t:ContactSource>"u8);
        if (!isShort)
        {
            answer.Element("t:Department"u8, user.Department);
            answer.Element("t:JobTitle"u8, user.Title);
            answer.Element("t:OfficeLocation"u8, user.Office);
            answer.Element("t:Surname"u8, user.Surname);
            answer.Element("t:Alias"u8, user.Alias);
        }

        answer.Raw("</t:Contact>"u8);
    }

    /// <summary>An entry that is no user: shown without contact data.</summary>
    private sealed record Other(string Name, string Address, string Type);
}
