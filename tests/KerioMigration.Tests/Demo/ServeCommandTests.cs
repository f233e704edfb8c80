using System;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using KerioMigration.Demo.Serving;
using KerioMigration.Tests.Support;
using Xunit;

namespace KerioMigration.Tests.Demo;

/// <summary><c>serve</c> as a program of its own: what it prints must be enough to use both servers.</summary>
public sealed class ServeCommandTests
{
    [DebianFact("kill")]
    public async Task Serves_both_ends_until_it_is_told_to_stop()
    {
        using var program = new ServeProgram("--seed", "tiny");
        var served = await program.ReadAsync();
        Assert.Contains("Sent Items", await ListAsync(served["kerio"]!), StringComparison.Ordinal);
        Assert.Contains("\"token\":", await SignInAsync(served["kerio"]!), StringComparison.Ordinal);
        Assert.Equal("anna@example.org", (string?)served["exchange"]!["users"]![0]!["primarySmtpAddress"]);
        Assert.Contains("<t:DisplayName>Inbox</t:DisplayName>", await ReadInboxAsync(served["exchange"]!), StringComparison.Ordinal);
        Assert.Equal(0, await program.EndAsync());
        await Assert.ThrowsAnyAsync<SocketException>(() => ListAsync(served["kerio"]!));
    }

    [DebianFact("kill", "dovecot")]
    public async Task Keeps_the_mail_in_a_real_dovecot_on_request()
    {
        using var program = new ServeProgram("--seed", "tiny", "--dovecot");
        var served = await program.ReadAsync();
        Assert.Equal("dovecot", (string?)served["kerio"]!["backend"]);
        Assert.Contains("\\HasNoChildren", await ListAsync(served["kerio"]!), StringComparison.Ordinal);
        Assert.Equal(0, await program.EndAsync());
    }

    [Fact]
    public async Task Faults_come_from_a_file()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """[{"on":"LOGIN","action":"No","text":"not today"}]""");
        using var output = new LineWriter();
        using var stop = new CancellationTokenSource();
        var running = ServeCommand.RunAsync(["--seed", "tiny", "--faults", file], output, stop.Token);
        var served = JsonNode.Parse(await output.Line)!;
        Assert.Contains("a NO not today", await ListAsync(served["kerio"]!), StringComparison.Ordinal);
        await stop.CancelAsync();
        Assert.Equal(0, await running);
        File.Delete(file);
    }

    [Theory]
    [InlineData("--port", "1")]
    [InlineData("--seed")]
    [InlineData("--seed", "nothing-like-that")]
    public async Task Tells_how_it_is_used(params string[] arguments)
    {
        using var output = new StringWriter();
        Assert.Equal(2, await ServeCommand.RunAsync(arguments, output, CancellationToken.None));
        Assert.Contains("--faults FILE", output.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Signs in with the administrator's account and lists the folders.</summary>
    private static async Task<string> ListAsync(JsonNode kerio)
    {
        using var client = new TcpClient();
        await client.ConnectAsync((string)kerio["host"]!, (int)kerio["imapPort"]!);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(
            $"a LOGIN {kerio["administrator"]!["userName"]} {kerio["administrator"]!["password"]}\r\nb LIST \"\" *\r\nc LOGOUT\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private static async Task<string> SignInAsync(JsonNode kerio)
    {
        using var http = Client(kerio);
        using var content = new StringContent(new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = 1,
            ["method"] = "Session.login",
            ["params"] = new JsonObject
            {
                ["userName"] = (string?)kerio["administrator"]!["userName"],
                ["password"] = (string?)kerio["administrator"]!["password"],
                ["application"] = new JsonObject { ["name"] = "t", ["vendor"] = "t", ["version"] = "1" },
            },
        }.ToJsonString());
        using var response = await http.PostAsync(new Uri((string)kerio["adminUrl"]!), content);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>GetFolder of the first user's inbox, by impersonation.</summary>
    private static async Task<string> ReadInboxAsync(JsonNode exchange)
    {
        using var http = Client(exchange);
        var account = exchange["administrator"]!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account["userName"]}:{account["password"]}")));
        using var content = new StringContent($"""
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
              xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">
              <s:Header><t:RequestServerVersion Version="Exchange2013"/><t:ExchangeImpersonation><t:ConnectingSID>
                <t:PrimarySmtpAddress>{exchange["users"]![0]!["primarySmtpAddress"]}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation></s:Header>
              <s:Body><m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape>
                <m:FolderIds><t:DistinguishedFolderId Id="inbox"/></m:FolderIds></m:GetFolder></s:Body></s:Envelope>
            """, Encoding.UTF8, "text/xml");
        using var response = await http.PostAsync(new Uri((string)exchange["url"]!), content);
        return await response.Content.ReadAsStringAsync();
    }

    private static HttpClient Client(JsonNode server) => new(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate!.Thumbprint == (string?)server["certificateThumbprint"],
    });

    /// <summary>The program as a child process, which never outlives its test.</summary>
    private sealed class ServeProgram(params string[] arguments) : IDisposable
    {
        private readonly Process process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "KerioMigration.Demo.dll"), "serve", .. arguments]) { RedirectStandardOutput = true })!;

        public async Task<JsonNode> ReadAsync() => JsonNode.Parse((await process.StandardOutput.ReadLineAsync())!)!;

        /// <summary>Sends SIGTERM and gives the exit code.</summary>
        public async Task<int> EndAsync()
        {
            using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            {
                await kill.WaitForExitAsync();
            }

            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode;
        }

        public void Dispose()
        {
            process.Kill();
            process.Dispose();
        }
    }

    private sealed class LineWriter : StringWriter
    {
        private readonly TaskCompletionSource<string> line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => line.Task;

        public override Task WriteLineAsync(string? value)
        {
            line.SetResult(value!);
            return Task.CompletedTask;
        }
    }
}
