using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using KerioMigration.Engine.Planning;
using KerioMigration.Pipeline;

namespace KerioMigration.Commands;

[Cmdlet(VerbsCommon.Get, "ExchangeMailboxUser")]
[OutputType(typeof(SourceUser))]
public sealed class GetExchangeMailboxUserCommand : ExchangeCommandBase
{
    private readonly List<string> wanted = [];

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Identity { get; set; }

    [Parameter]
    public SwitchParameter IncludeSize { get; set; }

    protected override void ProcessRecord() => wanted.AddRange(Identity ?? []);

    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput && wanted.Count == 0)
        {
            return;
        }

        if (!HasExchangeSignIn)
        {
            RefuseAll("Nobody to sign in with: give -ExchangeCredential or -AccessToken.");
        }

        var patterns = wanted.Select(w => new IdentityPattern(w)).ToList();
        var prefixes = patterns.Any(p => p.Prefix.Length == 0) ? [] : patterns.Select(p => p.Prefix).ToList();
        Run((pump, token) => Operations.ListUsersAsync(
            Exchange(pump), prefixes, IncludeSize, user => pump.Post(() => Write(user, patterns)), token));
        RefuseUnseen(patterns, "Exchange shows no mailbox called");
    }

    private void Write(SourceUser user, List<IdentityPattern> patterns)
    {
        // Every pattern is asked: each keeps for itself whether it found anybody.
        var matches = patterns.Count(p => p.Matches(user.DisplayName, user.PrimarySmtpAddress, user.Alias));
        if (matches > 0 || patterns.Count == 0)
        {
            WriteObject(user);
        }
    }
}
