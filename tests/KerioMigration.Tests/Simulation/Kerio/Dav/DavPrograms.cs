using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using KerioMigration.Simulation.Kerio;
using KerioMigration.Tests.Support;

namespace KerioMigration.Tests.Simulation.Kerio.Dav;

/// <summary>vdirsyncer and curl, signed in as one user, with a folder for what they fetch.</summary>
internal sealed class DavPrograms : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string signIn;

    public DavPrograms(SimulatedKerio kerio, string user, string password)
    {
        signIn = $"{user}:{password}";
        System.IO.File.WriteAllText(File("certificate.pem"), kerio.Certificate.ExportCertificatePem());
        System.IO.File.WriteAllText(File("config"), $"""
            [general]
            status_path = "{File("status")}/"

            {Pair("calendars", "caldav", ".ics", kerio.WebUrl, user, password)}
            {Pair("books", "carddav", ".vcf", kerio.WebUrl, user, password)}

            """);
    }

    /// <summary>The objects below that folder, in the form of <see cref="Lines"/> and in their own order.</summary>
    public static string[] Texts(string path) =>
        [.. Directory.GetFiles(path, "*", SearchOption.AllDirectories).Select(f => Lines(System.IO.File.ReadAllText(f))).Order(StringComparer.Ordinal)];

    /// <summary>vdirsyncer ends lines as it likes, and leaves the last end away.</summary>
    public static string Lines(string text) => text.Trim().ReplaceLineEndings("\r\n") + "\r\n";

    public string File(string name) => folder.File(name);

    public Task<string> ReadAsync(string name) => System.IO.File.ReadAllTextAsync(File(name));

    /// <summary>A folder that is there: <c>calendars/</c> or <c>books/</c> and the last part of a collection's address.</summary>
    public string Local(string name) => Directory.CreateDirectory(File(name)).FullName;

    public Task VdirsyncerAsync(string command) => ForeignProgram.RunAsync("vdirsyncer", "-c", File("config"), command);

    /// <summary>The status; the answer is in the files <c>head</c> and <c>body</c>.</summary>
    public Task<string> CurlAsync(params string[] arguments) => ForeignProgram.RunAsync(
        "curl", ["-sS", "--cacert", File("certificate.pem"), "-u", signIn, "-o", File("body"), "-D", File("head"), "-w", "%{http_code}", .. arguments]);

    public void Dispose() => folder.Dispose();

    private string Pair(string name, string type, string ending, Uri url, string user, string password) => $"""
        [pair {name}]
        a = "local_{name}"
        b = "kerio_{name}"
        collections = ["from b"]

        [storage local_{name}]
        type = "filesystem"
        path = "{File(name)}/"
        fileext = "{ending}"

        [storage kerio_{name}]
        type = "{type}"
        url = "{url}"
        username = "{user}"
        password = "{password}"
        verify = "{File("certificate.pem")}"
        """;
}
