using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using KerioMigration.Benchmarks.Processes;

namespace KerioMigration.Benchmarks.Pumps;

/// <summary>Makes accounts with the fewest calls of the administration API.</summary>
internal static class Account
{
    public const string Password = "Benchmark-2024!";

    public static async Task CreateAsync(KerioInfo kerio, IReadOnlyList<string> addresses)
    {
        using var handler = new HttpClientHandler
        {
            CookieContainer = new CookieContainer(),
            ServerCertificateCustomValidationCallback = static (_, _, _, _) => true,
        };
        using var client = new HttpClient(handler) { BaseAddress = new Uri($"https://localhost:{kerio.AdminPort}/admin/api/jsonrpc/") };
        var login = await CallAsync(client, "Session.login", new
        {
            userName = kerio.Administrator,
            password = kerio.Password,
            application = new { name = "Benchmark", vendor = "", version = "" },
        });
        client.DefaultRequestHeaders.Add("X-Token", login["token"]!.GetValue<string>());
        var domains = await CallAsync(client, "Domains.get", new { query = new { } });
        var domain = domains["list"]!.AsArray().First()!["id"]!.GetValue<string>();
        var users = addresses.Select(a => new { loginName = a.Split('@')[0], domainId = domain, password = Password, isEnabled = true });
        var created = await CallAsync(client, "Users.create", new { users });
        if (created["errors"]!.AsArray().Count > 0)
        {
            throw new InvalidOperationException(created.ToJsonString());
        }
    }

    private static async Task<JsonNode> CallAsync(HttpClient client, string method, object parameters)
    {
        var request = JsonSerializer.Serialize(new { jsonrpc = "2.0", id = 1, method, @params = parameters });
        using var response = await client.PostAsync((Uri?)null, new StringContent(request, Encoding.UTF8, "application/json-rpc"));
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return answer["result"] ?? throw new InvalidOperationException(answer.ToJsonString());
    }
}
