using System;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Operations;

/// <summary>Searches the address list; without a query string it finds nobody there: no browsing.</summary>
internal sealed class FindPeople : IOperation
{
    public string Name => "FindPeople";

    public SchemaVersion Since => SchemaVersion.Exchange2013;

    public ElementType Schema { get; } = ElementType.Empty()
        .Optional("m:PersonaShape", Shapes.FolderShape)
        .One("m:IndexedPageItemView", Shapes.IndexedView)
        .Optional("m:Restriction", Restrictions.Restriction)
        .Optional("m:AggregationRestriction", Restrictions.Restriction)
        .Optional("m:SortOrder", Shapes.SortOrder)
        .Optional("m:ParentFolderId", Shapes.TargetFolder)
        .Optional("m:QueryString", TextType.String);

    public ValueTask AnswerAsync(OperationContext context)
    {
        var answer = context.Answer;
        var query = (string?)context.Request.Element(Ns.Messages + "QueryString");
        var isDirectory = context.Request.Descendants(Ns.Types + "DistinguishedFolderId").Any(e => (string?)e.Attribute("Id") == "directory");
        var found = string.IsNullOrWhiteSpace(query) || !isDirectory ? [] : context.Organization.Users.Where(u => IsMatch(u, query)).ToList();
        var paging = Paging<SeededUser>.Of(found, context.Request.Element(Ns.Messages + "IndexedPageItemView"), context.Options.FindPageLimit);
        Responses.OpenBare(answer, Name);
        answer.Raw(" ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode><m:People>"u8);
        foreach (var user in paging.Page)
        {
            Persona(answer, user);
        }

        answer.Raw("</m:People><m:TotalNumberOfPeopleInView>"u8);
        answer.Number(found.Count);
        answer.Raw("</m:TotalNumberOfPeopleInView><m:FirstMatchingRowIndex>0</m:FirstMatchingRowIndex><m:FirstLoadedRowIndex>"u8);
        answer.Number(paging.NextOffset - paging.Page.Count);
        answer.Raw("</m:FirstLoadedRowIndex>"u8);
        Responses.CloseBare(answer, Name);
        return default;
    }

    private static bool IsMatch(SeededUser user, string query) =>
        new[] { user.DisplayName, user.Alias, user.PrimarySmtpAddress, user.Surname }
            .Any(t => t.StartsWith(query.Trim(), StringComparison.CurrentCultureIgnoreCase));

    private static void Persona(AnswerWriter answer, SeededUser user)
    {
        answer.Raw("<t:Persona><t:PersonaId Id=\"AAUQAA"u8);
        answer.Ascii(Convert.ToBase64String(user.Mailbox.Guid.ToByteArray()));
        answer.Raw("\"/><t:PersonaType>Person</t:PersonaType>"u8);
        answer.Element("t:DisplayName"u8, user.DisplayName);
        answer.Element("t:GivenName"u8, user.GivenName);
        answer.Element("t:Surname"u8, user.Surname);
        answer.Element("t:CompanyName"u8, user.Company);
        answer.Raw("<t:EmailAddress>"u8);
        answer.Element("t:Name"u8, user.DisplayName);
        answer.Element("t:EmailAddress"u8, user.PrimarySmtpAddress);
        answer.Raw("<t:RoutingType>SMTP</t:RoutingType><t:MailboxType>Mailbox</t:MailboxType></t:EmailAddress>"u8);
        answer.Raw("<t:RelevanceScore>2147483647</t:RelevanceScore></t:Persona>"u8);
    }
}
