using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using System.Security;
using KerioMigration.Commands;
using KerioMigration.Engine.Ledger;
using KerioMigration.Engine.Planning;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.House;

/// <summary>What every cmdlet owes its users; read from the assembly, so that a new cmdlet cannot forget it.</summary>
public sealed class CmdletTests
{
    private static readonly HashSet<string> ApprovedVerbs =
        new Type[]
        {
            typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsOther), typeof(VerbsSecurity),
        }
        .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Select(f => (string)f.GetValue(null)!)
        .ToHashSet(StringComparer.Ordinal);

    private static readonly string[] SecretWords = ["Password", "Secret", "Token", "Passphrase", "Credential", "ApiKey"];

    private static readonly string[] ReadingVerbs = [VerbsCommon.Get, VerbsDiagnostic.Test];

    public static TheoryData<Type> Cmdlets => new(CmdletSession.CmdletTypes);

    [Fact]
    public void The_manifest_exports_every_cmdlet_by_name_and_nothing_else()
    {
        Assert.Equal(CmdletSession.CmdletTypes.Select(Name).Order(StringComparer.Ordinal), Exports("CmdletsToExport").Order(StringComparer.Ordinal));
        Assert.All(["FunctionsToExport", "AliasesToExport", "VariablesToExport"], key => Assert.Empty(Exports(key)));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Has_an_approved_verb_a_singular_noun_and_the_class_name_of_both(Type cmdlet)
    {
        var attribute = Attribute(cmdlet);
        Assert.Contains(attribute.VerbName, ApprovedVerbs);
        Assert.False(attribute.NounName.EndsWith('s') && !attribute.NounName.EndsWith("ss", StringComparison.Ordinal), attribute.NounName);
        Assert.Equal(attribute.VerbName + attribute.NounName + "Command", cmdlet.Name);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Takes_no_secret_as_text(Type cmdlet) => Assert.All(
        Parameters(cmdlet).Where(p => SecretWords.Any(w => p.Name.Contains(w, StringComparison.OrdinalIgnoreCase))),
        p => Assert.True(
            p.PropertyType == typeof(SecureString) || p.PropertyType == typeof(PSCredential) || p.PropertyType == typeof(SwitchParameter)
            || p.IsDefined(typeof(ValidateAccessTokenAttribute)),
            $"{p.Name} is a {p.PropertyType.Name}"));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Asks_before_it_changes_anything(Type cmdlet)
    {
        var attribute = Attribute(cmdlet);
        Assert.Equal(!ReadingVerbs.Contains(attribute.VerbName), attribute.SupportsShouldProcess);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Says_what_it_gives_out(Type cmdlet) => Assert.NotEmpty(cmdlet.GetCustomAttributes<OutputTypeAttribute>());

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Gives_no_name_to_two_parameters(Type cmdlet)
    {
        var names = Parameters(cmdlet).SelectMany(p => (p.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []).Append(p.Name)).ToList();
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Gives_no_name_to_two_cmdlets()
    {
        var names = CmdletSession.CmdletTypes.SelectMany(t => (t.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []).Append(Name(t))).ToList();
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Offers_every_way_to_sign_in_that_the_engine_knows() => Assert.Equal(
        Enum.GetNames<ExchangeAuthentication>(), ValidSet(typeof(StartKerioMigrationCommand), "ExchangeAuthentication"));

    /// <summary>An item that is intended and has no receipt is pending to whoever reads a report.</summary>
    [Fact]
    public void Offers_every_state_that_a_report_can_show() => Assert.Equal(
        Enum.GetNames<MailboxState>().Concat(Enum.GetNames<ItemState>().Except([nameof(ItemState.Intended)])).Concat(Enum.GetNames<RunState>()).Distinct().Order(StringComparer.Ordinal),
        ValidSet(typeof(GetMigrationReportCommand), "Status").Order(StringComparer.Ordinal));

    private static IEnumerable<string> Exports(string key)
    {
        var script = Parser.ParseFile(ModuleProcess.Manifest, out _, out _);
        var manifest = (Hashtable)((HashtableAst)script.Find(a => a is HashtableAst, searchNestedScriptBlocks: false)).SafeGetValue();
        Assert.True(manifest.ContainsKey(key), key);
        return ((object[])manifest[key]!).Cast<string>();
    }

    private static IEnumerable<string> ValidSet(Type cmdlet, string parameter) =>
        cmdlet.GetProperty(parameter)!.GetCustomAttribute<ValidateSetAttribute>()!.ValidValues;

    private static CmdletAttribute Attribute(Type cmdlet) => cmdlet.GetCustomAttribute<CmdletAttribute>()!;

    private static string Name(Type cmdlet) => Attribute(cmdlet).VerbName + "-" + Attribute(cmdlet).NounName;

    private static IEnumerable<PropertyInfo> Parameters(Type cmdlet) => cmdlet.GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute), inherit: false));
}
