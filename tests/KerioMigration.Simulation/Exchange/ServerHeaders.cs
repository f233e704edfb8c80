using System;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace KerioMigration.Simulation.Exchange;

/// <summary>What IIS and the front end put around every answer.</summary>
internal static class ServerHeaders
{
    /// <summary>ASP.NET writes the old form with hyphens; Apache's client takes no other by default.</summary>
    private const string CookieDate = "ddd, dd-MMM-yyyy HH':'mm':'ss 'GMT'";

    public static void Add(HttpContext http, ServerBuild build, SimulatedExchangeOptions options)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "private";
        headers.Server = "Microsoft-IIS/" + build.IisVersion;
        headers["X-Powered-By"] = "ASP.NET";
        headers["X-AspNet-Version"] = build.Major == 14 ? "2.0.50727" : "4.0.30319";
        headers["request-id"] = Guid.NewGuid().ToString();
        if (string.Equals(http.Request.Headers["return-client-request-id"], "true", StringComparison.OrdinalIgnoreCase))
        {
            headers["client-request-id"] = http.Request.Headers["client-request-id"];
        }

        if (!http.Request.Cookies.ContainsKey("exchangecookie"))
        {
            http.Response.Headers.Append("Set-Cookie", $"exchangecookie={Guid.NewGuid():N}; path=/; HttpOnly");
        }

        if (build.Major < 15)
        {
            return;
        }

        var expires = options.TimeProvider.GetUtcNow().UtcDateTime.AddMinutes(10).ToString(CookieDate, CultureInfo.InvariantCulture);
        http.Response.Headers.Append("Set-Cookie", $"X-BackEndCookie=S-1-5-21-1=u56Lnp2ejJqB; expires={expires}; path=/EWS; secure; HttpOnly");
        headers["X-CalculatedBETarget"] = "ex01." + options.Host;
        headers["X-DiagInfo"] = "EX01";
        headers["X-BEServer"] = "EX01";
        headers["X-FEServer"] = "EX01";
    }
}
