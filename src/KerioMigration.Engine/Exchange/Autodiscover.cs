using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using KerioMigration.Engine.Http;
using KerioMigration.Engine.Model;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace KerioMigration.Engine.Exchange;

/// <summary>
/// Finds the EWS endpoint for an address: by the mail domain and its host <c>autodiscover</c>, first the version that needs no sign-in
/// (V2, JSON), then the older one (POX), at last the redirect over plain HTTP. Credentials go only over HTTPS with a certificate that was
/// accepted, and only in the older version.
/// </summary>
internal sealed class Autodiscover(HttpDoor anonymous, HttpDoor signedIn, Func<string, IReadOnlyList<Uri>>? roots = null)
{
    private const int MaxRedirects = 10;
    public const int AnswerLimit = 1 << 20;
    public const string PoxPath = "autodiscover/autodiscover.xml";
    private static readonly XNamespace Request = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";

    private readonly Func<string, IReadOnlyList<Uri>> roots = roots ?? DefaultRoots;
    private Failure? refused;
    private int redirects;

    /// <exception cref="MigrationException">Scope Run: no server found, or every one refused the sign-in.</exception>
    public async Task<Uri> FindAsync(string? address, CancellationToken cancellationToken)
    {
        var at = address?.IndexOf('@') ?? -1;
        if (at <= 0)
        {
            throw Failed("An address is needed to find the Exchange server. Name the server with -ExchangeServer.", Reason.InvalidInput);
        }

        var domain = address!.Substring(at + 1);
        foreach (var root in roots(domain))
        {
            if (await TryAsync(() => AskRootAsync(root, address, cancellationToken)).ConfigureAwait(false) is { } found)
            {
                return found;
            }
        }

        throw refused is not null
            ? new MigrationException(refused)
            : Failed($"Autodiscover found no Exchange server for {address}. Name the server with -ExchangeServer.", Reason.AutodiscoverFailed);
    }

    /// <summary>The legacy name (<c>/o=…/cn=…</c>) of a user as the older version on this server tells it; null when it does not.</summary>
    public async Task<string?> FindLegacyNameAsync(Uri server, string address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await signedIn.SendAsync(PoxCall(new Uri(server, "/" + PoxPath), address), cancellationToken).ConfigureAwait(false);
            return answer.Status == HttpStatusCode.OK
                ? AutodiscoverAnswer.Parse(Text(await answer.ReadBodyAsync(AnswerLimit, cancellationToken).ConfigureAwait(false))).LegacyName
                : null;
        }
        catch (Exception e) when (e is MigrationException or System.Xml.XmlException)
        {
            return null;
        }
    }

    private static IReadOnlyList<Uri> DefaultRoots(string domain) =>
        [new($"https://{domain}/"), new($"https://autodiscover.{domain}/"), new($"http://autodiscover.{domain}/")];

    private async Task<Uri?> AskRootAsync(Uri root, string address, CancellationToken cancellationToken)
    {
        if (root.Scheme == Uri.UriSchemeHttps)
        {
            var json = new Uri(root, $"autodiscover/autodiscover.json/v1.0/{Uri.EscapeDataString(address)}?Protocol=EWS");
            return await TryAsync(() => AskJsonAsync(json, cancellationToken)).ConfigureAwait(false)
                ?? await AskPoxAsync(new Uri(root, PoxPath), address, cancellationToken).ConfigureAwait(false);
        }

        using var answer = await anonymous.SendAsync(new HttpCall(HttpMethod.Get, new Uri(root, PoxPath)), cancellationToken).ConfigureAwait(false);
        return RedirectTarget(answer) is { } target ? await AskPoxAsync(target, address, cancellationToken).ConfigureAwait(false) : null;
    }

    // One candidate that is not there, shows a bad certificate or talks nonsense says nothing about the next one.
    private static async Task<Uri?> TryAsync(Func<Task<Uri?>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (Exception e) when (e is MigrationException or JsonException or System.Xml.XmlException or UriFormatException)
        {
            return null;
        }
    }

    private async Task<Uri?> AskJsonAsync(Uri url, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var answer = await anonymous.SendAsync(new HttpCall(HttpMethod.Get, url), cancellationToken).ConfigureAwait(false);
            if (RedirectTarget(answer) is { } target)
            {
                url = target;
                continue;
            }

            if (answer.Status != HttpStatusCode.OK)
            {
                return null;
            }

            var text = Text(await answer.ReadBodyAsync(AnswerLimit, cancellationToken).ConfigureAwait(false));
            return Endpoint(JObject.Parse(text).Value<string>("Url"));
        }
    }

    private async Task<Uri?> AskPoxAsync(Uri url, string address, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var answer = await signedIn.SendAsync(PoxCall(url, address), cancellationToken).ConfigureAwait(false);
            if (RedirectTarget(answer) is { } target)
            {
                url = target;
                continue;
            }

            if (answer.Status != HttpStatusCode.OK)
            {
                refused = answer.Status == HttpStatusCode.Unauthorized ? signedIn.Explain(answer) : refused;
                return null;
            }

            var answered = AutodiscoverAnswer.Parse(Text(await answer.ReadBodyAsync(AnswerLimit, cancellationToken).ConfigureAwait(false)));
            if (answered.RedirectUrl is { } other && Redirect(other) is { } next)
            {
                url = next;
                continue;
            }

            if (answered.RedirectAddress is { } alias && ++redirects <= MaxRedirects)
            {
                return await FindAsync(alias, cancellationToken).ConfigureAwait(false);
            }

            return Endpoint(answered.EwsUrl);
        }
    }

    /// <summary>The question of the older version.</summary>
    public static HttpCall PoxCall(Uri url, string address)
    {
        var body = new XElement(Request + "Autodiscover", new XElement(Request + "Request",
            new XElement(Request + "EMailAddress", address),
            new XElement(Request + "AcceptableResponseSchema", "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a")));
        var text = body.ToString(SaveOptions.DisableFormatting);
        return new HttpCall(HttpMethod.Post, url) { Body = new ArraySegment<byte>(Encoding.UTF8.GetBytes(text)), LoggedBody = text };
    }

    private Uri? RedirectTarget(HttpAnswer answer) =>
        (int)answer.Status is 301 or 302 or 303 or 307 or 308 && answer.Header("Location") is { } location
            ? Redirect(new Uri(answer.Uri, location).AbsoluteUri)
            : null;

    private Uri? Redirect(string location) => ++redirects <= MaxRedirects ? Endpoint(location) : null;

    private static Uri? Endpoint(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps ? uri : null;

    public static string Text(ArraySegment<byte> bytes) => Encoding.UTF8.GetString(bytes.Array!, bytes.Offset, bytes.Count);

    private static MigrationException Failed(string message, Reason reason) => new(new Failure(FailureScope.Run, FailureRemedy.None, reason, message));
}
