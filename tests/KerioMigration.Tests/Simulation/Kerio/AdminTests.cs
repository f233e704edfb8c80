using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using KerioMigration.Simulation.Faults;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Simulation.Kerio.Store;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace KerioMigration.Tests.Simulation.Kerio;

public sealed class AdminTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Signs_in_with_two_cookies_and_a_token(bool trailingSlash)
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        using var client = new JsonRpcClient(kerio, trailingSlash);
        await client.LoginAsync("admin", kerio.Options.AdministratorPassword);
        Assert.Matches("^[0-9a-f]{64}$", client.Token);
        var cookies = client.Cookies.GetCookies(kerio.AdminUrl);
        Assert.True(cookies["SESSION_CONNECT_WEBADMIN"]!.HttpOnly);
        Assert.Equal(client.Token, cookies["TOKEN_CONNECT_WEBADMIN"]!.Value);
        var me = await client.ResultAsync("Session.whoAmI");
        Assert.Equal("FullAdmin", (string?)me["userDetails"]!["effectiveRole"]!["userRole"]);
    }

    [Fact]
    public async Task Refuses_calls_without_session_or_with_a_wrong_token()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        using var client = new JsonRpcClient(kerio);
        Assert.Equal(-32001, Code(await client.CallAsync("Domains.get")));
        await client.LoginAsync("admin", kerio.Options.AdministratorPassword);
        client.Token = new string('0', 64);
        Assert.Equal(-32001, Code(await client.CallAsync("Domains.get")));
        Assert.Equal(HttpStatusCode.OK, client.LastStatus);
    }

    [Fact]
    public async Task A_session_ends_by_logout_expiry_and_time()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { TimeProvider = clock });
        using var client = await JsonRpcClient.SignInAsync(kerio);
        await client.ResultAsync("Session.logout");
        Assert.Equal(-32001, Code(await client.CallAsync("Session.logout")));
        await client.LoginAsync("admin", kerio.Options.AdministratorPassword);
        kerio.ExpireAdminSessions();
        Assert.Equal(-32001, Code(await client.CallAsync("Session.whoAmI")));
        await client.LoginAsync("admin", kerio.Options.AdministratorPassword);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(-32001, Code(await client.CallAsync("Session.whoAmI")));
    }

    [Fact]
    public async Task Wrong_password_and_a_user_without_rights_cannot_sign_in()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        kerio.Store.AddUser("jdoe@example.com", "secret");
        using var client = new JsonRpcClient(kerio);
        Assert.Equal(1000, Code(await client.LoginAsync("admin", "wrong")));
        Assert.Equal(1, kerio.FailedLogins);
        Assert.Equal(1004, Code(await client.LoginAsync("jdoe", "secret")));
    }

    [Theory]
    [InlineData("{", -32700)]
    [InlineData("[]", -32700)]
    [InlineData("{\"id\":1}", -32600)]
    [InlineData("{\"id\":1,\"method\":\"Users.getFromActiveDirectory\"}", -32601)]
    [InlineData("{\"id\":1,\"method\":\"Users.get\",\"params\":{\"query\":{}}}", -32602)]
    [InlineData("{\"id\":1,\"method\":\"Users.get\",\"params\":[1]}", -32602)]
    [InlineData("{\"id\":1,\"method\":\"Session.login\",\"params\":{\"userName\":\"admin\",\"password\":\"x\",\"application\":\"tool\"}}", -32602)]
    public async Task Malformed_calls_get_the_error_of_the_protocol(string body, int code)
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        using var client = await JsonRpcClient.SignInAsync(kerio);
        Assert.Equal(code, Code(JsonNode.Parse(await client.PostAsync(body))!.AsObject()));
        Assert.Equal(HttpStatusCode.OK, client.LastStatus);
    }

    [Fact]
    public async Task Protocol_errors_can_come_with_http_500_and_404()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { HttpErrorsAs500 = true });
        using var client = new JsonRpcClient(kerio);
        Assert.Equal(-32001, Code(await client.CallAsync("Domains.get")));
        Assert.Equal(HttpStatusCode.InternalServerError, client.LastStatus);
        Assert.Equal(-32601, Code(await client.CallAsync("No.method")));
        Assert.Equal(HttpStatusCode.NotFound, client.LastStatus);
    }

    [Fact]
    public async Task Creates_users_in_part_and_tells_which_failed()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        kerio.Store.AddUser("jdoe@example.com");
        using var client = await JsonRpcClient.SignInAsync(kerio);
        var id = kerio.Store.PrimaryDomain.Id;
        var result = await client.ResultAsync("Users.create", $$"""
            {"users":[{"domainId":"{{id}}","loginName":"ann","password":"p","isEnabled":true},
             {"domainId":"{{id}}","loginName":"jdoe"},{"domainId":"keriodb://domain/none","loginName":"x"},
             {"domainId":"{{id}}","loginName":"jürgen"},{"domainId":"{{id}}","loginName":"a b"}]}
            """);
        Assert.Equal([0], result["result"]!.AsArray().Select(r => (int)r!["inputIndex"]!));
        Assert.StartsWith("keriodb://user/", (string)result["result"]![0]!["id"]!, StringComparison.Ordinal);
        var errors = result["errors"]!.AsArray();
        Assert.Equal([(1, 1001), (2, 1002), (3, 1000), (4, 1000)], errors.Select(e => ((int)e!["inputIndex"]!, (int)e["code"]!)));
        Assert.Equal("User %1 already exists.", (string?)errors[0]!["message"]);
        Assert.Equal("jdoe", (string?)errors[0]!["messageParameters"]!["positionalParameters"]![0]);
    }

    [Fact]
    public async Task Resources_are_created_changed_and_removed()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        var domain = kerio.Store.PrimaryDomain;
        kerio.Store.AddUser("jdoe@example.com");
        using var client = await JsonRpcClient.SignInAsync(kerio);
        var result = await client.ResultAsync("Resources.create", $$"""
            {"resources":[{"domainId":"{{domain.Id}}","name":"room1","type":"Room"},{"domainId":"{{domain.Id}}","name":"jdoe","type":"Equipment"},
             {"domainId":"{{domain.Id}}","name":"a b"},{"domainId":"keriodb://domain/none","name":"x"}]}
            """);
        Assert.Equal([(1, 1001), (2, 1000), (3, 1002)], result["errors"]!.AsArray().Select(e => ((int)e!["inputIndex"]!, (int)e["code"]!)));
        var id = (string)result["result"]![0]!["id"]!;
        await client.ResultAsync("Resources.set", $$"""{"pattern":{"type":"Equipment","isEnabled":false},"resourceIds":["{{id}}"]}""");

        var read = (await client.ResultAsync("Resources.get", $$"""{"query":{},"domainId":"{{domain.Id}}"}"""))["list"]![0]!;
        Assert.Equal(("room1@example.com", "Equipment", false), ((string)read["address"]!, (string)read["type"]!, (bool)read["isEnabled"]!));
        var people = await client.ResultAsync("Resources.getPrincipalList", $$"""{"query":{},"domainId":"{{domain.Id}}"}""");
        Assert.Contains(people["list"]!.AsArray(), p => (string)p!["type"]! == "UserPrincipal" && (string)p["name"]! == "jdoe");
        var user = await client.ResultAsync("Users.create", $$"""{"users":[{"domainId":"{{domain.Id}}","loginName":"room1","password":"p"}]}""");
        Assert.Equal(1001, (int)user["errors"]![0]!["code"]!);

        await client.ResultAsync("Resources.remove", $$"""{"resourceIds":["{{id}}"]}""");
        Assert.Empty(kerio.Store.Resources);
    }

    [Fact]
    public async Task Addresses_of_others_are_refused_by_name()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        var domain = kerio.Store.PrimaryDomain;
        kerio.Store.AddUser("jdoe@example.com", change: u => u.EmailAddresses = ["john.doe"]);
        using var client = await JsonRpcClient.SignInAsync(kerio);
        await client.ResultAsync("Aliases.create", $$"""{"aliases":[{"domainId":"{{domain.Id}}","name":"info","deliverTo":"jdoe","type":"TypeEmailAddress"}]}""");
        await client.ResultAsync("Groups.create", $$"""{"groups":[{"domainId":"{{domain.Id}}","name":"Sales","emailAddresses":["sales"]}]}""");
        foreach (var (login, address) in (ValueTuple<string, string>[])[("john.doe", "a1"), ("info", "a2"), ("b", "sales"), ("c", "info"), ("d", "jdoe")])
        {
            var result = await client.ResultAsync("Users.create",
                $$"""{"users":[{"domainId":"{{domain.Id}}","loginName":"{{login}}","emailAddresses":["{{address}}"]}]}""");
            Assert.Equal(1001, (int)result["errors"]![0]!["code"]!);
        }

        var owners = await client.ResultAsync("Server.findEntityByEmail",
            $$"""{"domainId":"{{domain.Id}}","addresses":["sales","free","john.doe"],"updatedEntity":{"kind":"EntityUser","id":""} }""");
        Assert.Equal(["Sales", "jdoe"], owners["entities"]!.AsArray().Select(e => (string)e!["name"]!));
    }

    [Fact]
    public async Task Password_policy_and_licence_refuse_new_users()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions
        {
            LicensedUsers = 2,
            Domains = [new DomainOptions("example.com") { IsPrimary = true, PasswordComplexity = true, PasswordMinimumLength = 10 }],
        });
        using var client = await JsonRpcClient.SignInAsync(kerio);
        var id = kerio.Store.PrimaryDomain.Id;
        var password = (string)(await client.ResultAsync("Domains.generatePassword", $$"""{"domainId":"{{id}}"}"""))["password"]!;
        var result = await client.ResultAsync("Users.create", $$"""
            {"users":[{"domainId":"{{id}}","loginName":"weak","password":"short"},{"domainId":"{{id}}","loginName":"good","password":"{{password}}"},
             {"domainId":"{{id}}","loginName":"third","password":"{{password}}"}]}
            """);
        Assert.Equal([0, 2], result["errors"]!.AsArray().Select(e => (int)e!["inputIndex"]!));
        Assert.Contains("license", (string)result["errors"]![1]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queries_select_order_and_cut_users()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        foreach (var name in (string[])["anna", "bert", "bertha", "carl"])
        {
            kerio.Store.AddUser($"{name}@example.com", change: u => u.FullName = "Full " + name);
        }

        using var client = await JsonRpcClient.SignInAsync(kerio);
        var domainId = kerio.Store.PrimaryDomain.Id;
        async Task<JsonNode> GetAsync(string query) => await client.ResultAsync("Users.get", $$"""{"domainId":"{{domainId}}","query":{{query}}}""");
        var like = await GetAsync("""{"fields":["loginName"],"conditions":[{"fieldName":"loginName","comparator":"Like","value":"bert"}]}""");
        Assert.Equal(["""{"loginName":"bert"}""", """{"loginName":"bertha"}"""], like["list"]!.AsArray().Select(u => u!.ToJsonString()));
        var page = await GetAsync("""{"orderBy":[{"columnName":"loginName","direction":"Desc"}],"start":1,"limit":2}""");
        Assert.Equal(["bertha", "bert"], page["list"]!.AsArray().Select(u => (string)u!["loginName"]!));
        Assert.Equal(5, (int)page["totalItems"]!);
        var quick = await GetAsync("""{"conditions":[{"fieldName":"QUICKSEARCH","comparator":"Like","value":"full c%l"}]}""");
        Assert.Equal("carl", (string?)Assert.Single(quick["list"]!.AsArray())!["loginName"]);
        var either = await GetAsync(
            """{"combining":"Or","conditions":[{"fieldName":"loginName","comparator":"Eq","value":"anna"},{"fieldName":"loginName","comparator":"Eq","value":"CARL"}]}""");
        Assert.Equal(2, (int)either["totalItems"]!);
    }

    [Fact]
    public async Task A_user_tells_quota_and_counters_in_their_forms()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { DefaultQuota = 5L << 30 });
        using var client = await JsonRpcClient.SignInAsync(kerio);
        var id = kerio.Store.PrimaryDomain.Id;
        await client.ResultAsync("Users.create", $$"""{"users":[{"domainId":"{{id}}","loginName":"jdoe"}]}""");
        kerio.Store.Mailbox("jdoe").Folder("INBOX").Append(new byte[2048], MessageFlags.None, DateTimeOffset.UnixEpoch);
        var list = await client.ResultAsync("Users.get", $$"""{"domainId":"{{id}}","query":{"conditions":[{"fieldName":"loginName","comparator":"Eq","value":"jdoe"}]} }""");
        var user = list["list"]![0]!;
        Assert.Equal("""{"isActive":true,"limit":{"value":5,"units":"GigaBytes"}}""", user["diskSizeLimit"]!.ToJsonString());
        Assert.Equal("1", user["consumedItems"]!.GetValue<string>());
        Assert.Equal("""{"value":2,"units":"KiloBytes"}""", user["consumedSize"]!.ToJsonString());
        Assert.Null(user["password"]);
    }

    [Fact]
    public async Task Set_changes_only_what_the_pattern_holds()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        var user = kerio.Store.AddUser("jdoe@example.com", "old", u => u.FullName = "John");
        using var client = await JsonRpcClient.SignInAsync(kerio);
        var result = await client.ResultAsync("Users.set", $$"""{"userIds":["{{user.Id}}","keriodb://user/none"],"pattern":{"password":"new","isEnabled":false} }""");
        Assert.Equal(1, (int)Assert.Single(result["errors"]!.AsArray())!["inputIndex"]!);
        Assert.Equal(("new", false, "John"), (user.Password, user.IsEnabled, user.FullName));
        Assert.DoesNotContain("new", kerio.Calls[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Directory_users_become_accounts_without_a_password_here()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        kerio.Store.PrimaryDomain.NotActivated.Add(new DirectoryUser("keriodb://user/ad/1", "jdoe", "John Doe"));
        using var client = await JsonRpcClient.SignInAsync(kerio);
        var id = kerio.Store.PrimaryDomain.Id;
        var waiting = await client.ResultAsync("Users.getNotActivated", $$"""{"domainId":"{{id}}"}""");
        var userId = (string)waiting["newUsers"]![0]!["userItem"]!["id"]!;
        Assert.Empty((await client.ResultAsync("Users.activate", $$"""{"userIds":["{{userId}}"]}"""))["errors"]!.AsArray());
        var user = kerio.Store.FindUser("jdoe")!;
        Assert.True(user.IsMapped);
        Assert.Empty(kerio.Store.PrimaryDomain.NotActivated);
        var set = await client.ResultAsync("Users.set", $$"""{"userIds":["{{user.Id}}"],"pattern":{"password":"x"} }""");
        Assert.Equal(1003, (int)set["errors"]![0]!["code"]!);
    }

    [Fact]
    public async Task An_auditor_reads_services_but_no_domains()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { AdministratorRole = UserRole.Auditor });
        using var client = await JsonRpcClient.SignInAsync(kerio);
        var services = (await client.ResultAsync("Services.get"))["services"]!.AsArray();
        Assert.Equal(15, services.Count);
        var imap = services.Single(s => (string?)s!["name"] == "IMAP")!;
        Assert.Equal((kerio.ImapPort, 143, true), ((int)imap["listeners"]![0]!["port"]!, (int)imap["defaultPort"]!, (bool)imap["isRunning"]!));
        var error = (await client.CallAsync("Domains.get"))["error"]!;
        Assert.Equal((1000, "internal database error"), ((int)error["code"]!, (string?)error["message"]));
        Assert.Equal(1004, Code(await client.CallAsync("AdvancedOptions.get")));
    }

    [Fact]
    public async Task The_master_authentication_can_be_switched_on()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions { MasterPassword = null });
        kerio.Store.AddUser("jdoe@example.com");
        using var client = await JsonRpcClient.SignInAsync(kerio);
        var group = (string)(await client.ResultAsync("IpAddressGroups.getGroupList"))["groups"]![0]!["id"]!;
        await client.ResultAsync("AdvancedOptions.set",
            $$$"""{"options":{"masterAuthentication":{"isEnabled":true,"groupRestriction":"{{{group}}}","password":"fresh"}} }""");
        var options = await client.ResultAsync("AdvancedOptions.get");
        Assert.Equal("", (string?)options["options"]!["masterAuthentication"]!["password"]);
        await using var imap = await RawImap.ConnectAsync(kerio);
        Assert.StartsWith("OK ", await imap.MasterAsync("fresh"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_answers_each_command()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        using var client = await JsonRpcClient.SignInAsync(kerio);
        var results = (await client.ResultAsync("Batch.run",
            """{"commandList":[{"method":"Server.getVersion","params":{}},{"method":"Users.get","params":{}}]}""")).AsArray();
        Assert.Equal(10, (int)results[0]!["result"]!["major"]!);
        Assert.Equal(-32602, (int)results[1]!["error"]!["code"]!);
    }

    [Fact]
    public async Task Policy_and_retention_are_told()
    {
        await using var kerio = await SimulatedKerio.StartAsync(new SimulatedKerioOptions
        {
            Security = new SecurityOptions { AntiHammering = true, Policy = EncryptionPolicy.SPEncryptionRequired },
            Domains = [new DomainOptions("example.com") { IsPrimary = true, Retention = new Retention { AutoDelete = new ActionAfterDays(true, 30) } }],
        });
        using var client = await JsonRpcClient.SignInAsync(kerio);
        var policy = (await client.ResultAsync("SecurityPolicy.get"))["options"]!;
        Assert.Equal(("SPEncryptionRequired", true), ((string?)policy["mode"], (bool)policy["antiHammering"]!["isEnabled"]!));
        var domain = (await client.ResultAsync("Domains.get", """{"query":{}}"""))["list"]![0]!;
        Assert.Equal("""{"isEnabled":true,"days":30}""", domain["autoDelete"]!.ToJsonString());
    }

    [Fact]
    public async Task Faults_reach_the_call_that_they_name()
    {
        await using var kerio = await SimulatedKerio.StartAsync();
        using var client = await JsonRpcClient.SignInAsync(kerio);
        kerio.Faults.Add(new Fault { On = "Domains.get", Action = FaultAction.Error, Code = "-32603", Text = "Internal error" });
        kerio.Faults.Add(new Fault { On = "Users.create", Action = FaultAction.ItemError, Code = "1000", Text = "no" });
        kerio.Faults.Add(new Fault { On = "Server.getVersion", Action = FaultAction.Html });
        kerio.Faults.Add(new Fault { On = "Services.get", Action = FaultAction.Reset });
        Assert.Equal(-32603, Code(await client.CallAsync("Domains.get")));
        Assert.NotNull((await client.CallAsync("Domains.get"))["result"]);
        var created = await client.ResultAsync("Users.create", $$"""{"users":[{"domainId":"{{kerio.Store.PrimaryDomain.Id}}","loginName":"x"}]}""");
        Assert.Equal(1000, (int)created["errors"]![0]!["code"]!);
        Assert.Null(kerio.Store.FindUser("x"));
        Assert.StartsWith("<html", await client.PostAsync("{\"method\":\"Server.getVersion\"}"), StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CallAsync("Services.get"));
    }

    private static int Code(JsonObject answer) => (int)answer["error"]!["code"]!;
}
