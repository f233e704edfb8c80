using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using System.Text.RegularExpressions;
using KerioMigration.Engine.Model;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.House;

/// <summary>What the README tells administrators to type exists.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(TestPaths.RepositoryRoot, "README.md"));

    private static readonly Dictionary<string, HashSet<string>> Parameters = CmdletSession.CmdletTypes.ToDictionary(
        t => { var a = t.GetCustomAttribute<CmdletAttribute>()!; return a.VerbName + "-" + a.NounName; },
        t => t.GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute), inherit: false)).Select(p => p.Name)
            .Concat(Cmdlet.CommonParameters).Concat(Cmdlet.OptionalCommonParameters).ToHashSet(StringComparer.Ordinal));

    private static readonly IReadOnlyList<ScriptBlockAst> Scripts = [.. Fence().Matches(Text).Select(m => Parse(m.Groups[1].Value))];

    [Fact]
    public void Every_cmdlet_is_called_by_parameters_that_it_has()
    {
        var calls = Scripts.SelectMany(s => s.FindAll(a => a is CommandAst, searchNestedScriptBlocks: true)).Cast<CommandAst>()
            .Where(c => Parameters.ContainsKey(c.GetCommandName() ?? "")).ToList();
        Assert.Equal(Parameters.Keys.Order(StringComparer.Ordinal), calls.Select(c => c.GetCommandName()).Distinct().Order(StringComparer.Ordinal));
        Assert.All(calls, call => Assert.All(
            call.CommandElements.OfType<CommandParameterAst>(),
            p => Assert.Contains(p.ParameterName, Parameters[call.GetCommandName()])));
    }

    [Fact]
    public void Every_key_of_a_splatted_table_is_a_parameter() => Assert.All(
        Scripts.SelectMany(s => s.FindAll(a => a is HashtableAst, searchNestedScriptBlocks: true)).Cast<HashtableAst>().SelectMany(t => t.KeyValuePairs),
        pair => Assert.Contains(pair.Item1.Extent.Text, Parameters["Start-KerioMigration"]));

    [Fact]
    public void Every_parameter_named_in_the_text_exists() => Assert.All(
        Inline().Matches(Fence().Replace(Text, "")).Select(m => m.Value).Where(code => !IsOthers(code)).SelectMany(code => Option().Matches(code)),
        option => Assert.Contains(Parameters.Values, p => p.Contains(option.Groups[1].Value)));

    [Fact]
    public void Every_error_id_has_its_line_and_no_other() => Assert.Equal(
        Enum.GetNames<Reason>().Where(r => r != nameof(Reason.None)).Order(StringComparer.Ordinal),
        Text[Text.IndexOf("| id |", StringComparison.Ordinal)..].Split('\n').Skip(2).TakeWhile(l => l.StartsWith('|'))
            .SelectMany(l => l.Split('|')[1].Split(',', StringSplitOptions.TrimEntries)).Order(StringComparer.Ordinal));

    private static bool IsOthers(string code) => new[] { "Get-ADUser", "Add-MailboxPermission", "dotnet", "apt ", "Export-Csv" }.Any(c => code.Contains(c, StringComparison.Ordinal));

    private static ScriptBlockAst Parse(string script)
    {
        var ast = Parser.ParseInput(script, out _, out var errors);
        Assert.Empty(errors);
        return ast;
    }

    [GeneratedRegex("```powershell\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex Inline();

    [GeneratedRegex(@"(?<=[`\s])-([A-Z]\w+)")]
    private static partial Regex Option();
}
