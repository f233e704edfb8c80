using System;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;

namespace KerioMigration.Tests.Simulation.Kerio;

/// <summary>The administration interface or the client API by hand: cookies in a jar, the token in a header.</summary>
internal sealed class JsonRpcClient : IDisposable
{
    private readonly HttpClient http;
    private readonly Uri url;

    public JsonRpcClient(SimulatedKerio kerio, bool trailingSlash = true)
        : this(kerio, trailingSlash ? kerio.AdminUrl : new Uri(kerio.AdminUrl.AbsoluteUri.TrimEnd('/')))
    {
    }

    public JsonRpcClient(SimulatedKerio kerio, Uri url)
    {
        this.url = url;
        http = new HttpClient(new HttpClientHandler
        {
            CookieContainer = Cookies,
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate!.Thumbprint == kerio.Certificate.Thumbprint,
        });
    }

    public CookieContainer Cookies { get; } = new();

    public string? Token { get; set; }

    public HttpStatusCode LastStatus { get; private set; }

    public static async Task<JsonRpcClient> SignInAsync(SimulatedKerio kerio)
    {
        var client = new JsonRpcClient(kerio);
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

    public Task<string> PostAsync(string body)
    {
        var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json-rpc; charset=UTF-8");
        return PostAsync(url, content);
    }

    /// <summary>A file to be named in a call; gives its id.</summary>
    public async Task<string> UploadAsync(byte[] file)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "newFile", "photo.jpg" } };
        return (string)JsonNode.Parse(await PostAsync(new Uri(url, "upload/"), form))!["result"]!["fileUpload"]!["id"]!;
    }

    public void Dispose() => http.Dispose();

    private async Task<string> PostAsync(Uri to, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = content };
        if (Token is not null)
        {
            request.Headers.Add("X-Token", Token);
        }

        using var response = await http.SendAsync(request);
        LastStatus = response.StatusCode;
        return await response.Content.ReadAsStringAsync();
    }
}
