using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Engine.Kerio.Admin;
using KerioMigration.Engine.Model;
using KerioMigration.Engine.Planning;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Kerio.Checks;

/// <summary>The administrator, and settings of the server that a migration meets.</summary>
internal sealed class SettingsChecks(AdminClient admin, KerioConnection connection)
{
    private const int OldestMajor = 9;

    private string Administrator => connection.Credential!.UserName;

    /// <summary>A setting that the administrator may not read is no reason to stop: the migration itself does not need to.</summary>
    public Func<CancellationToken, Task<ProbeOutcome>> IfReadable(Func<CancellationToken, Task<ProbeOutcome>> check) => async cancellationToken =>
    {
        try
        {
            return await check(cancellationToken).ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Failure.Reason == Reason.RoleInsufficient)
        {
            return new($"{Administrator} may not read it.")
            {
                IsSkipped = true,
                Reason = Reason.RoleInsufficient,
                Remedy = "Use an administrator with full access to have it checked.",
            };
        }
    };

    public async Task<ProbeOutcome> SignInAsync(CancellationToken cancellationToken)
    {
        await admin.CallAsync("Session.whoAmI", null, cancellationToken).ConfigureAwait(false);
        return new($"{Administrator} is signed in.");
    }

    public async Task<ProbeOutcome> VersionAsync(CancellationToken cancellationToken)
    {
        var version = await admin.CallAsync("Server.getVersion", null, cancellationToken).ConfigureAwait(false);
        var detail = $"{(string?)version["product"]} {(string?)version["version"]}.";
        return AdminUsers.Number(version["major"]) is not (> 0 and < OldestMajor) ? new(detail)
            : new(detail) { Reason = Reason.VersionNotSupported, Remedy = $"The module was made for Kerio Connect {OldestMajor} and later: update the server, or try one mailbox first." };
    }

    public async Task<ProbeOutcome> RoleAsync(CancellationToken cancellationToken)
    {
        var me = await admin.CallAsync("Session.whoAmI", null, cancellationToken).ConfigureAwait(false);
        var role = (string?)me.SelectToken("userDetails.effectiveRole.userRole") ?? "";
        return role switch
        {
            "FullAdmin" or "BuiltInAdmin" => new($"The role is {role}."),
            "AccountAdmin" or "BuiltInDomainAdmin" => new($"The role is {role}: accounts can be created, the server's settings cannot be checked.")
            {
                Reason = Reason.RoleInsufficient,
                Remedy = "Use an administrator with full access to have them checked.",
            },
            _ => throw new MigrationException(new Failure(FailureScope.Run, FailureRemedy.None, Reason.RoleInsufficient,
                $"The role is {role}, which may not create accounts. Use an administrator with full access.")),
        };
    }

    public async Task<ProbeOutcome> EncryptionAsync(CancellationToken cancellationToken)
    {
        var policy = await PolicyAsync(cancellationToken).ConfigureAwait(false);
        return new($"The policy is {(string?)policy["mode"]}; the migration always encrypts.");
    }

    public async Task<ProbeOutcome> LockOutAsync(CancellationToken cancellationToken)
    {
        var policy = await PolicyAsync(cancellationToken).ConfigureAwait(false);
        var guard = policy["antiHammering"];
        var blocked = Blocked(policy, guard).ToList();
        if (blocked.Count == 0)
        {
            return new("Failed sign-ins block nobody.");
        }

        var group = (bool?)guard?.SelectToken("exceptionIpGroup.enabled") ?? false ? (string?)guard!.SelectToken("exceptionIpGroup.name") : null;
        return new($"Failed sign-ins block {string.Join(", and ", blocked)}.")
        {
            Remedy = group is null
                ? "Put this computer among the exceptions in Security Policy, so that one wrong password does not stop the migration."
                : $"Make sure that this computer is in the group {group}, which is never blocked.",
        };
    }

    public async Task<ProbeOutcome> MasterEnabledAsync(CancellationToken cancellationToken)
    {
        var options = await admin.CallAsync("AdvancedOptions.get", null, cancellationToken).ConfigureAwait(false);
        var isEnabled = (bool?)options.SelectToken("options.masterAuthentication.isEnabled") ?? false;
        return isEnabled ? new("Master authentication is on.")
            : connection.MasterPassword is null ? new("Master authentication is off.") { Reason = Reason.MasterLoginDisabled, Remedy = "Only mailboxes whose own password is known can be written." }
            : throw new MigrationException(new Failure(FailureScope.Run, FailureRemedy.None, Reason.MasterLoginDisabled,
                "Master authentication is off. Turn it on in Advanced Options, Master Authentication."));
    }

    private static IEnumerable<string> Blocked(JToken policy, JToken? guard)
    {
        if ((bool?)guard?["isEnabled"] ?? false)
        {
            yield return string.Format(
                CultureInfo.InvariantCulture, "an address for {0} minutes after {1} within a minute", AdminUsers.Number(guard!["minutesToBlock"]), AdminUsers.Number(guard["failedLoginsToBlock"]));
        }

        if ((bool?)policy["enableLockout"] ?? false)
        {
            yield return string.Format(
                CultureInfo.InvariantCulture, "an account for {0} minutes after {1} in a row", AdminUsers.Number(policy["minutesToUnlock"]), AdminUsers.Number(policy["failedLoginsToLock"]));
        }
    }

    private async Task<JToken> PolicyAsync(CancellationToken cancellationToken)
    {
        var policy = await admin.CallAsync("SecurityPolicy.get", null, cancellationToken).ConfigureAwait(false);
        return policy["options"] ?? policy;
    }
}
