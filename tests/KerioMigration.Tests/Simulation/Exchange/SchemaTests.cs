using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange;
using KerioMigration.Simulation.Exchange.Operations;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Simulation.Exchange;

public sealed class SchemaTests
{
    [SharedFact(EwsSchema.Folder)]
    public async Task Every_answer_to_every_kind_of_request_fits_the_schema()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Demo(), new SimulatedExchangeOptions { RecordBodies = true });
        using var ews = new RawEws(exchange) { Version = "Exchange2016" };
        foreach (var request in SampleRequests.All(exchange.Organization.Users[0].Mailbox))
        {
            await ews.CallAsync(request);
        }

        var operations = exchange.Requests.GroupBy(r => r.Operation).ToDictionary(g => g.Key, g => g.ToList());
        Assert.Equal(AllOperations.Create().Select(o => o.Name).Order(StringComparer.Ordinal), operations.Keys.Order(StringComparer.Ordinal));
        Assert.All(exchange.Requests, request =>
        {
            Assert.Empty(EwsSchema.ViolationsOfEnvelope(request.Body));
            Assert.Empty(EwsSchema.ViolationsOfEnvelope(request.AnswerBody));
        });
    }

    [SharedTheory(EwsSchema.Folder)]
    [InlineData(ExchangeVersion.Exchange2010Sp2, "Exchange2007_SP1")]
    [InlineData(ExchangeVersion.Exchange2010Sp2, "Exchange2010_SP2")]
    [InlineData(ExchangeVersion.Exchange2013Sp1, "Exchange2013_SP1")]
    [InlineData(ExchangeVersion.Exchange2019, "Exchange2016")]
    public async Task Every_answer_about_calendars_contacts_and_tasks_fits_the_schema(ExchangeVersion server, string requested)
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Groupware(), new SimulatedExchangeOptions { RecordBodies = true, Version = server });
        using var ews = new RawEws(exchange) { Version = requested };
        foreach (var request in SampleRequests.Groupware(exchange.Organization.Users[0].Mailbox, requested != "Exchange2007_SP1", server > ExchangeVersion.Exchange2010Sp2))
        {
            await ews.CallAsync(request);
        }

        Assert.All(exchange.Requests, request =>
        {
            Assert.Empty(EwsSchema.ViolationsOfEnvelope(request.Body));
            Assert.Empty(EwsSchema.ViolationsOfEnvelope(request.AnswerBody));
        });
    }

    /// <summary>
    /// Spoils each sample in every place (element left out, twice, behind its neighbour, unknown; attribute left out, with another
    /// value) and asks both judges. The tables here are written by hand: this is what keeps them honest.
    /// </summary>
    [SharedFact(EwsSchema.Folder)]
    public void Requests_are_refused_exactly_where_the_schema_refuses_them()
    {
        var operations = AllOperations.Create().ToDictionary(o => o.Name);
        var samples = SampleRequests.All(Seed.Demo().Users[0].Mailbox).Select(Parse).GroupBy(s => s.Name).SelectMany(g => g.Reverse().Take(4)).ToList();
        var refused = 0;
        var accepted = 0;
        foreach (var spoiled in samples.SelectMany(Spoiled))
        {
            var violations = EwsSchema.Violations(spoiled);
            var isRefused = IsRefused(spoiled, operations[spoiled.Name.LocalName]);
            Assert.True(isRefused == violations.Count > 0, $"{(isRefused ? "refused" : "accepted")}: {spoiled}\n{string.Join("\n", violations)}");
            refused += isRefused ? 1 : 0;
            accepted += isRefused ? 0 : 1;
        }

        Assert.True(refused > 200 && accepted > 50, $"{refused} refused, {accepted} accepted");
    }

    [Fact]
    public async Task A_request_in_the_wrong_order_is_a_fault_with_line_and_position()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        using var ews = new RawEws(exchange);
        var fault = await ews.FaultAsync(
            "<m:GetFolder>\n<m:FolderIds><t:DistinguishedFolderId Id=\"inbox\"/></m:FolderIds><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape></m:GetFolder>");
        Assert.Equal("a:ErrorSchemaValidation", (string?)fault.Element("faultcode"));
        var details = fault.Element("detail")!.Element(RawEws.T + "MessageXml")!;
        Assert.Equal("2", details.Element(RawEws.T + "LineNumber")!.Value);
        Assert.Equal("2", details.Element(RawEws.T + "LinePosition")!.Value);
        Assert.Contains("'FolderIds'", details.Element(RawEws.T + "Violation")!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExchangeVersion.Exchange2010Sp2, "Exchange2010_SP2", "<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id=\"favorites\"/></m:FolderIds></m:GetFolder>", "ErrorSchemaValidation")]
    [InlineData(ExchangeVersion.Exchange2016, "Exchange2010_SP2", "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI=\"item:Flag\"/></t:AdditionalProperties></m:ItemShape><m:ItemIds><t:ItemId Id=\"x\"/></m:ItemIds></m:GetItem>", "ErrorSchemaValidation")]
    [InlineData(ExchangeVersion.Exchange2010Sp2, "Exchange2010_SP2", "<m:FindPeople><m:IndexedPageItemView MaxEntriesReturned=\"1\" Offset=\"0\" BasePoint=\"Beginning\"/></m:FindPeople>", "ErrorInvalidRequest")]
    [InlineData(ExchangeVersion.Exchange2010Sp2, "Exchange2013", "<m:GetFolder/>", "ErrorInvalidServerVersion")]
    [InlineData(ExchangeVersion.Exchange2019, "Exchange2019", "<m:GetFolder/>", "ErrorInvalidServerVersion")]
    [InlineData(ExchangeVersion.Exchange2019, "Exchange2016", "<m:NoSuchOperation/>", "ErrorInvalidRequest")]
    [InlineData(ExchangeVersion.Exchange2016, "Exchange2016", "<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:SyncFolderId><t:DistinguishedFolderId Id=\"inbox\"/></m:SyncFolderId><m:MaxChangesReturned>513</m:MaxChangesReturned></m:SyncFolderItems>", "ErrorSchemaValidation")]
    public async Task What_the_version_does_not_know_is_a_fault(ExchangeVersion server, string requested, string body, string code)
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny(), new SimulatedExchangeOptions { Version = server });
        using var ews = new RawEws(exchange) { Version = requested };
        Assert.Equal(code, await ews.FaultCodeAsync(body));
    }

    [Theory]
    [InlineData(ExchangeVersion.Exchange2010Sp2, "14.2")]
    [InlineData(ExchangeVersion.Exchange2013Sp1, "15.0")]
    [InlineData(ExchangeVersion.Exchange2016, "15.1")]
    [InlineData(ExchangeVersion.Exchange2019, "15.2")]
    public async Task The_version_stands_in_the_header_of_answers_and_not_in_faults(ExchangeVersion server, string version)
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny(), new SimulatedExchangeOptions { Version = server });
        using var ews = new RawEws(exchange) { Version = null };
        using var good = await ews.PostAsync("<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id=\"inbox\"/></m:FolderIds></m:GetFolder>");
        var info = RawEws.Parse(await good.Content.ReadAsStringAsync()).Descendants(RawEws.T + "ServerVersionInfo").Single();
        Assert.Equal(version, $"{(string?)info.Attribute("MajorVersion")}.{(string?)info.Attribute("MinorVersion")}");
        using var bad = await ews.PostAsync("<m:GetFolder/>");
        Assert.DoesNotContain("Header", await bad.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_element_in_the_other_namespace_is_passed_over_in_silence()
    {
        await using var exchange = await SimulatedExchange.StartAsync(Seed.Tiny());
        using var ews = new RawEws(exchange);
        var id = exchange.Organization.Users[0].Mailbox["inbox"].Items[0].Id;
        var answer = await ews.CallAsync($"<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><m:IncludeMimeContent>true</m:IncludeMimeContent></m:ItemShape><m:ItemIds><t:ItemId Id=\"{id}\"/></m:ItemIds></m:GetItem>");
        Assert.Empty(answer.Descendants(RawEws.T + "MimeContent"));
    }

    private static XElement Parse(string body) => XElement.Parse($"<root xmlns:m=\"{RawEws.M}\" xmlns:t=\"{RawEws.T}\">{body}</root>").Elements().Single();

    private static bool IsRefused(XElement request, IOperation operation)
    {
        try
        {
            new RequestValidator(SchemaVersion.V20170711).Validate(request, operation.Schema);
            return false;
        }
        catch (SoapFaultException fault)
        {
            Assert.Equal("ErrorSchemaValidation", fault.Code);
            return true;
        }
    }

    private static IEnumerable<XElement> Spoiled(XElement request)
    {
        yield return new XElement(request);
        for (var i = 0; i < request.Descendants().Count(); i++)
        {
            yield return With(request, i, e => e.Remove());
            yield return With(request, i, e => e.AddAfterSelf(new XElement(e)));
            yield return With(request, i, e => e.Name = e.Name + "Unknown");
            yield return With(request, i, e =>
            {
                e.ElementsAfterSelf().FirstOrDefault()?.AddAfterSelf(new XElement(e));
                if (e.ElementsAfterSelf().Any())
                {
                    e.Remove();
                }
            });
            yield return With(request, i, e =>
            {
                if (!e.HasElements && e.Value.Length > 0)
                {
                    e.Value = "bogus";
                }
            });
            foreach (var name in request.Descendants().ElementAt(i).Attributes().Where(a => !a.IsNamespaceDeclaration).Select(a => a.Name))
            {
                yield return With(request, i, e => e.Attribute(name)!.Remove());
                yield return With(request, i, e => e.Attribute(name)!.Value = "bogus");
            }
        }
    }

    private static XElement With(XElement request, int index, Action<XElement> change)
    {
        var copy = new XElement(request);
        change(copy.Descendants().ElementAt(index));
        return copy;
    }
}
