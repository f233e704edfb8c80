using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.House;

public sealed class HelpTests
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace CommandHelp = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XElement Help = XElement.Load(Path.Combine(TestPaths.RepositoryRoot, "en-US", "KerioMigration.dll-Help.xml"));

    public static TheoryData<Type> Cmdlets => new(CmdletSession.CmdletTypes);

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Describes_every_parameter_and_no_other(Type cmdlet)
    {
        var described = Described(cmdlet).ToDictionary(p => p.Element(Maml + "name")!.Value, p => p.Element(Maml + "description")!.Value.Trim());
        Assert.Equal(
            Parameters(cmdlet).Select(p => p.Name).Concat(Attribute(cmdlet).SupportsShouldProcess ? ["WhatIf", "Confirm"] : []).Order(StringComparer.Ordinal),
            described.Keys.Order(StringComparer.Ordinal));
        Assert.All(described.Values, d => Assert.True(d.Length > 20, d));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Says_which_parameters_are_mandatory_and_come_by_the_pipeline(Type cmdlet)
    {
        foreach (var parameter in Parameters(cmdlet))
        {
            var help = Described(cmdlet).Single(p => p.Element(Maml + "name")!.Value == parameter.Name);
            var sets = parameter.GetCustomAttributes<ParameterAttribute>(inherit: false).ToList();
            Assert.Equal((parameter.Name, sets.Any(a => a.Mandatory)), (parameter.Name, (bool)help.Attribute("required")!));
            Assert.Equal(
                (parameter.Name, sets.Any(a => a.ValueFromPipeline)),
                (parameter.Name, help.Attribute("pipelineInput")!.Value.Contains("ByValue", StringComparison.Ordinal)));
            Assert.Equal((parameter.Name, (Nullable.GetUnderlyingType(parameter.PropertyType) ?? parameter.PropertyType).Name), (parameter.Name, TypeOf(help, parameter)));
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Has_two_to_four_examples_that_parse(Type cmdlet)
    {
        var examples = Command(cmdlet).Descendants(CommandHelp + "example").Select(e => e.Elements().Single(c => c.Name.LocalName == "code").Value).ToList();
        Assert.InRange(examples.Count, 2, 4);
        Assert.All(examples, example => Assert.Empty(ErrorsOf(example)));
    }

    [Fact]
    public async Task Get_Help_shows_it()
    {
        var (succeeded, output) = await ModuleProcess.RunAsync($$"""
            Import-Module '{{ModuleProcess.Manifest}}'
            foreach ($command in Get-Command -Module KerioMigration) {
                $help = Get-Help $command.Name -Full
                "$($command.Name): $($help.Synopsis)"
                "$($command.Name): $(@($help.examples.example).Count) examples"
                foreach ($parameter in $help.parameters.parameter) { "$($command.Name) -$($parameter.name): $($parameter.description[0].Text)" }
            }
            "about: $(Get-Help about_KerioMigration)"
            """);
        Assert.True(succeeded, output);
        foreach (var cmdlet in CmdletSession.CmdletTypes)
        {
            var synopsis = Command(cmdlet).Element(CommandHelp + "details")!.Element(Maml + "description")!.Value.Trim();
            Assert.Contains($"{Name(cmdlet)}: {synopsis}", output, StringComparison.Ordinal);
            Assert.Contains($"{Name(cmdlet)}: {Command(cmdlet).Descendants(CommandHelp + "example").Count()} examples", output, StringComparison.Ordinal);
            Assert.All(Parameters(cmdlet), p => Assert.Matches($@"(?m)^{Name(cmdlet)} -{p.Name}: \S.{{20}}", output));
        }

        Assert.Matches("(?s)about: .*THE LEDGER", output);
    }

    private static IEnumerable<string> ErrorsOf(string script)
    {
        System.Management.Automation.Language.Parser.ParseInput(script, out _, out var errors);
        return errors.Select(e => e.Message);
    }

    /// <summary>A switch takes no value, so its help has a type and no value.</summary>
    private static string TypeOf(XElement help, PropertyInfo parameter)
    {
        var type = help.Elements().Single(e => e.Name.LocalName == "type").Element(Maml + "name")!.Value;
        Assert.Equal(parameter.PropertyType == typeof(SwitchParameter), help.Element(CommandHelp + "parameterValue") is null);
        return type;
    }

    private static XElement Command(Type cmdlet) => Help.Elements(CommandHelp + "command").Single(c => c.Descendants(CommandHelp + "name").First().Value == Name(cmdlet));

    private static IEnumerable<XElement> Described(Type cmdlet) => Command(cmdlet).Element(CommandHelp + "parameters")!.Elements(CommandHelp + "parameter");

    private static CmdletAttribute Attribute(Type cmdlet) => cmdlet.GetCustomAttribute<CmdletAttribute>()!;

    private static string Name(Type cmdlet) => Attribute(cmdlet).VerbName + "-" + Attribute(cmdlet).NounName;

    private static IEnumerable<PropertyInfo> Parameters(Type cmdlet) => cmdlet.GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute), inherit: false));
}
