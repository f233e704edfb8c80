using System;
using System.Linq;
using System.Reflection;
using KerioMigration.Commands;
using KerioMigration.Loading;
using Xunit;

namespace KerioMigration.Tests.Loading;

public sealed class BorderTests
{
    private static readonly Assembly Cmdlets = typeof(StartKerioMigrationCommand).Assembly;

    /// <summary>
    /// KerioMigration.dll lives among other modules' assemblies. A package that it named itself would be whatever copy they have loaded,
    /// and in Windows PowerShell one that nobody answers for while the types are listed.
    /// </summary>
    [Fact]
    public void The_cmdlets_know_PowerShell_and_the_engine_and_no_package() => Assert.Equal(
        ["KerioMigration.Engine", "KerioMigration.Loading", "System.Management.Automation", "netstandard"],
        Cmdlets.GetReferencedAssemblies().Select(a => a.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void No_public_type_derives_from_an_engine_type() => Assert.DoesNotContain(
        Cmdlets.GetExportedTypes().SelectMany(t => t.GetInterfaces().Append(t.BaseType!)),
        t => t.Assembly.GetName().Name == "KerioMigration.Engine");

    /// <summary>Windows PowerShell lists all types, also internal ones, and .NET Framework has no AssemblyLoadContext.</summary>
    [Fact]
    public void No_type_beside_the_cmdlets_needs_a_load_context() => Assert.DoesNotContain(
        Cmdlets.GetTypes(), t => typeof(System.Runtime.Loader.AssemblyLoadContext).IsAssignableFrom(t.BaseType));

    [Theory]
    [InlineData("Some, Version=4.0.0.0, PublicKeyToken=cc7b13ffcd2ddd51", "Some, Version=4.0.2.0, PublicKeyToken=cc7b13ffcd2ddd51", true)]
    [InlineData("Some, Version=4.0.2.0, PublicKeyToken=cc7b13ffcd2ddd51", "Some, Version=4.0.0.0, PublicKeyToken=cc7b13ffcd2ddd51", false)]
    [InlineData("Some, Version=4.0.0.0, PublicKeyToken=b03f5f7f11d50a3a", "Some, Version=4.0.2.0, PublicKeyToken=cc7b13ffcd2ddd51", false)]
    [InlineData("Some, Version=4.0.0.0, PublicKeyToken=b03f5f7f11d50a3a", "Some, Version=4.0.2.0, PublicKeyToken=null", false)]
    [InlineData("Other, Version=1.0.0.0", "Some, Version=4.0.2.0", false)]
    [InlineData("some", "Some, Version=4.0.2.0, PublicKeyToken=cc7b13ffcd2ddd51", true)]
    public void A_file_answers_for_a_reference_of_the_same_name_and_key_that_is_not_newer(string wanted, string file, bool expected) =>
        Assert.Equal(expected, DesktopResolver.Satisfies(new AssemblyName(wanted), new AssemblyName(file)));
}
