using System;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;

namespace KerioMigration.Tests.Simulation.Kerio;

/// <summary>The administration interface by hand: cookies in a jar, the token in a header.</summary>
internal sealed class AdminClient : IDisposable
{
    private readonly HttpClient http;
    private readonly Uri url;

    public AdminClient(SimulatedKerio kerio, bool trailingSlash = true)
    {
        url = trailingSlash ? kerio.AdminUrl : new Uri(kerio.AdminUrl.AbsoluteUri.TrimEnd('/'));
        http = new HttpClient(new HttpClientHandler
        {
            CookieContainer = Cookies,
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate!.Thumbprint == kerio.Certificate.Thumbprint,
        });
    }

    public CookieContainer Cookies { get; } = new();

    public string? Token { get; set; }

    public HttpStatusCode LastStatus { get; private set; }

    public static async Task<AdminClient> SignInAsync(SimulatedKerio kerio)
    {
        var client = new AdminClient(kerio);
        await client.LoginAsync(kerio.Options.AdministratorName, kerio.Options.AdministratorPassword);
        return client;
    }

    public async Task<JsonObject> LoginAsync(string name, string password)
    {
        var answer = await CallAsync("Session.login", new JsonObject
        {
            ["userName"] = name,
            ["password"] = password,
            ["application"] = new JsonObject { ["name"] = "Test", ["vendor"] = "Example", ["version"] = "1" },
        });
        Token = (string?)answer["result"]?["token"];
        return answer;
    }

    /// <summary>The whole answer, with result or error.</summary>
    public async Task<JsonObject> CallAsync(string method, JsonNode? parameters = null)
    {
        var call = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 7, ["method"] = method };
        if (parameters is not null)
        {
            call["params"] = parameters;
        }

        return JsonNode.Parse(await PostAsync(call.ToJsonString()))!.AsObject();
    }

    public async Task<JsonNode> ResultAsync(string method, string? parameters = null)
    {
        var answer = await CallAsync(method, parameters is null ? null : JsonNode.Parse(parameters));
        return answer["result"] ?? throw new InvalidOperationException(answer.ToJsonString());
    }

    public async Task<string> PostAsync(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json-rpc; charset=UTF-8");
        if (Token is not null)
        {
            request.Headers.Add("X-Token", Token);
        }

        using var response = await http.SendAsync(request);
        LastStatus = response.StatusCode;
        return await response.Content.ReadAsStringAsync();
    }

    public void Dispose() => http.Dispose();
}
