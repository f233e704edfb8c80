using System;
using System.IO;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using KerioMigration.Pipeline;

namespace KerioMigration.Commands;

/// <summary>Parameters that say where Exchange is and who signs in.</summary>
public abstract class ExchangeCommandBase : MigrationCommandBase
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ExchangeServer { get; set; }

    [Parameter]
    [Credential]
    public PSCredential? ExchangeCredential { get; set; }

    [Parameter]
    [ValidateSet("Default", "Basic", "Ntlm", "Negotiate", "Bearer")]
    public string ExchangeAuthentication { get; set; } = "Default";

    [Parameter]
    [ValidateAccessToken]
    public object? AccessToken { get; set; }

    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>A folder: each side has a file of its own in it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? WireLogPath { get; set; }

    protected override void BeginProcessing() => WarnOfUncheckedCertificates(SkipCertificateCheck);

    private protected bool HasExchangeSignIn => ExchangeCredential is not null || AccessToken is not null;

    private protected ExchangeConnection Exchange(EventPump pump) => new()
    {
        Server = ExchangeServer,
        Credential = ExchangeCredential is null ? null : Credentials.ForExchange(ExchangeCredential),
        AccessToken = TokenSource(pump),
        Authentication = (ExchangeAuthentication)Enum.Parse(typeof(ExchangeAuthentication), ExchangeAuthentication),
        SkipCertificateCheck = SkipCertificateCheck,
        WireLogPath = WireLog("exchange.log"),
    };

    private protected string? WireLog(string name) => WireLogPath is null ? null : Path.Combine(FullPath(WireLogPath), name);

    /// <summary>A script block belongs to the runspace of this cmdlet, so it runs on this cmdlet's thread.</summary>
    private Func<CancellationToken, Task<string>>? TokenSource(EventPump pump) => PlainObject(AccessToken) switch
    {
        SecureString fixedToken => _ => Task.FromResult(new Secret(fixedToken).Reveal()),
        ScriptBlock script => token => pump.AskAsync(() => Invoke(script), token),
        _ => null,
    };

    private static object? PlainObject(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static string Invoke(ScriptBlock script)
    {
        var result = script.Invoke();
        var token = result.Count > 0 ? PlainObject(result[result.Count - 1]) : null;
        return token is SecureString secret ? new Secret(secret).Reveal() : token as string
            ?? throw new MigrationException(new Failure(
                FailureScope.Run, FailureRemedy.None, Reason.SignInFailed, "The script block given as -AccessToken returned neither a string nor a SecureString."));
    }
}
