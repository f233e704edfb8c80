using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Tests.Support;
using Xunit;
using static KerioMigration.Tests.EndToEnd.MigrationScene;

namespace KerioMigration.Tests.EndToEnd;

/// <summary>
/// Passwords and rights. Both servers count failures and lock out, so that a wrong password is tried once, however many mailboxes start
/// side by side.
/// </summary>
public sealed class RefusedSignInTests(ModuleSession session) : IClassFixture<ModuleSession>
{
    [Theory]
    [InlineData("Default")]
    [InlineData("Basic")]
    [InlineData("Ntlm")]
    public async Task A_wrong_password_of_Exchange_is_tried_once(string authentication)
    {
        await using var scene = await StartAsync();
        var wrong = scene.Settings with { ExchangePassword = "wrong", More = "-ExchangeAuthentication " + authentication };

        var refused = await session.RunAsync(wrong.Migrate(Jan, Info, Claire));

        OutcomeAssert.RunRefused(refused, "SignInFailed", "AuthenticationError", $"localhost:{scene.Exchange.Port}", scene.Settings.ExchangeUser, "Check");
        Assert.Equal(1, scene.Exchange.Requests.Count(r => r.User is null && ProvesPassword(r.Headers.GetValueOrDefault("Authorization"))));
        await CompletesAsync(scene);
    }

    [Fact]
    public async Task A_wrong_password_of_Kerio_is_tried_once()
    {
        await using var scene = await StartAsync();

        var refused = await session.RunAsync((scene.Settings with { KerioPassword = "wrong" }).Migrate(Jan, Info, Claire));

        OutcomeAssert.RunRefused(refused, "SignInFailed", "AuthenticationError", $"localhost:{scene.Kerio.AdminPort}", "admin", "correct");
        Assert.Equal(1, scene.Kerio.FailedLogins);
        await CompletesAsync(scene);
    }

    [Fact]
    public async Task A_wrong_master_password_is_tried_once()
    {
        await using var scene = await StartAsync();

        var refused = await session.RunAsync((scene.Settings with { MasterPassword = "wrong" }).Migrate(Jan, Info, Claire));

        OutcomeAssert.RunRefused(refused, "MasterLoginRefused", "AuthenticationError", $"localhost:{scene.Kerio.ImapsPort}", "Check the master password");
        Assert.Equal(1, scene.Kerio.FailedLogins);
        await CompletesAsync(scene);
    }

    [Fact]
    public async Task A_master_login_that_is_off()
    {
        await using var scene = await StartAsync(kerio: new SimulatedKerioOptions { MasterPassword = null });

        var refused = await session.RunAsync((scene.Settings with { MasterPassword = "any" }).Migrate(Jan, Info, Claire));

        OutcomeAssert.RunRefused(refused, "MasterLoginDisabled", "ResourceUnavailable", $"localhost:{scene.Kerio.ImapsPort}", "Master Authentication");

        // Without it the passwords of the accounts that were created open them.
        await CompletesAsync(scene);
    }

    [Fact]
    public async Task An_account_without_the_right_to_impersonate_reads_what_it_has_full_access_to()
    {
        await using var scene = await StartAsync();
        var account = scene.Exchange.Organization.ServiceAccount;
        account.HasImpersonationRight = false;
        account.FullAccess.Add(Jan);

        var outcome = await session.RunAsync(scene.Settings.Migrate(Claire, Jan, Info));

        OutcomeAssert.Refused(outcome, "ImpersonationDenied", "PermissionDenied", Claire, Claire, $"localhost:{scene.Exchange.Port}", "ApplicationImpersonation");
        OutcomeAssert.Refused(outcome, "ImpersonationDenied", "PermissionDenied", Info, Info);
        OutcomeAssert.State(outcome, Jan, "Completed");
        Assert.Null(scene.Kerio.Store.FindUser(Claire));
        account.HasImpersonationRight = true;
        await CompletesAsync(scene);
    }

    /// <summary>Of NTLM's messages only the third is made with the password (MS-NLMP, 2.2.1.3).</summary>
    private static bool ProvesPassword(string? authorization) => authorization is not null
        && (authorization.StartsWith("Basic ", StringComparison.Ordinal)
            || Convert.FromBase64String(authorization.Split(' ')[1]).AsSpan().IndexOf("NTLMSSP\0\x03"u8) >= 0);

    private async Task CompletesAsync(MigrationScene scene)
    {
        OutcomeAssert.Completed(await session.RunAsync(scene.Settings.Migrate(Jan, Info, Claire)), Claire, Info, Jan);
        await scene.AssertSameAsync(Jan, Info, Claire);
    }
}
