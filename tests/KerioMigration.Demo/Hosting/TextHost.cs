using System;
using System.Globalization;
using System.IO;
using System.Management.Automation.Host;

namespace KerioMigration.Demo.Hosting;

/// <summary>A PowerShell host that writes plain text and asks nothing.</summary>
public sealed class TextHost(TextWriter output) : PSHost
{
    public override string Name => "KerioMigration.Demo";

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI { get; } = new TextInterface(output);

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.GetCultureInfo("en-US");

    public override void EnterNestedPrompt() => throw new NotSupportedException("This host has no prompt.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This host has no prompt.");

    public override void NotifyBeginApplication()
    {
        // Native programs write where they like.
    }

    public override void NotifyEndApplication()
    {
        // Native programs write where they like.
    }

    public override void SetShouldExit(int exitCode)
    {
        // The program decides its own exit code.
    }
}
