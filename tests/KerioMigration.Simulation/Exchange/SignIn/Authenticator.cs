using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace KerioMigration.Simulation.Exchange.SignIn;

/// <summary>Checks the Authorization header of a request, and offers the ways to sign in where there is none that holds.</summary>
internal sealed class Authenticator(AccountDirectory accounts, string netBiosDomain, SimulatedExchangeOptions options)
{
    /// <summary>Null: the answer is 401 and its headers are set.</summary>
    public Caller? SignIn(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        var (scheme, value) = space < 0 ? (header, string.Empty) : (header[..space], header[(space + 1)..].Trim());
        var caller = scheme.ToUpperInvariant() switch
        {
            "" => SignedInBefore(context),
            "NTLM" when Offers(SignInMethods.Ntlm) => Ntlm(context, scheme, value),
            "NEGOTIATE" when Offers(SignInMethods.Negotiate) => Ntlm(context, scheme, value),
            "BASIC" when Offers(SignInMethods.Basic) => Basic(value),
            "BEARER" when Offers(SignInMethods.Bearer) => Bearer(context, value),
            _ => null,
        };
        if (caller is null)
        {
            Challenge(context);
        }

        return caller;
    }

    private bool Offers(SignInMethods method) => (options.SignIns & method) != 0;

    private Caller? Basic(string value)
    {
        var bytes = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : accounts.Verify(text[..colon], text[(colon + 1)..]);
    }

    /// <summary>A refused token is explained in x-ms-diagnostics.</summary>
    private Caller? Bearer(HttpContext context, string value)
    {
        var token = options.BearerTokens.FirstOrDefault(t => t.Token == value);
        var reason = token is null ? "2000000;reason=\"The token has an invalid signature.\";error_category=\"invalid_signature\""
            : token.ExpiresAt <= options.TimeProvider.GetUtcNow() ? "2000008;reason=\"The token has expired.\";error_category=\"token_expired\""
            : null;
        if (reason is not null)
        {
            context.Response.Headers["x-ms-diagnostics"] = reason;
            return null;
        }

        return accounts.Find(token!.UserName);
    }

    /// <summary>NTLM proves who a connection belongs to, not who sent a request.</summary>
    private static Caller? SignedInBefore(HttpContext context) =>
        Items(context).TryGetValue(typeof(Caller), out var caller) ? (Caller?)caller : null;

    private static IDictionary<object, object?> Items(HttpContext context) => context.Features.GetRequiredFeature<IConnectionItemsFeature>().Items;

    private Caller? Ntlm(HttpContext context, string scheme, string value)
    {
        var bytes = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, bytes, out var length))
        {
            return null;
        }

        var token = bytes[..length];
        var isWrapped = NtlmServer.MessageType(token) == 0;
        var message = isWrapped ? Spnego.Unwrap(token) ?? [] : token;
        var items = Items(context);
        switch (NtlmServer.MessageType(message))
        {
            case 1:
                var server = new NtlmServer(accounts, netBiosDomain, options.TimeProvider);
                items[typeof(NtlmServer)] = server;
                items.Remove(typeof(Caller));
                var challenge = isWrapped ? Spnego.Wrap(server.Challenge()) : server.Challenge();
                context.Response.Headers.WWWAuthenticate = $"{scheme} {Convert.ToBase64String(challenge)}";
                return null;
            case 3 when items.Remove(typeof(NtlmServer), out var begun) && ((NtlmServer)begun!).Verify(message) is { } caller:
                items[typeof(Caller)] = caller;
                context.Response.Headers["Persistent-Auth"] = "true";
                return caller;
            default:
                return null;
        }
    }

    private void Challenge(HttpContext context)
    {
        var offers = new List<string>();
        if (Offers(SignInMethods.Negotiate))
        {
            offers.Add("Negotiate");
        }

        if (Offers(SignInMethods.Ntlm))
        {
            offers.Add("NTLM");
        }

        if (Offers(SignInMethods.Bearer))
        {
            offers.Add("Bearer client_id=\"00000002-0000-0ff1-ce00-000000000000\", token_types=\"app_asserted_user_v1 service_asserted_app_v1\"");
        }

        if (Offers(SignInMethods.Basic))
        {
            offers.Add($"Basic realm=\"{options.Host}\"");
        }

        // A leg of NTLM that is under way has set its own challenge.
        if (context.Response.Headers.WWWAuthenticate.Count == 0)
        {
            context.Response.Headers.WWWAuthenticate = new StringValues(offers.ToArray());
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
    }
}
