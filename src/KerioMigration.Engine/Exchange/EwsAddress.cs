using System;
using KerioMigration.Engine.Model;

namespace KerioMigration.Engine.Exchange;

/// <summary>The endpoint out of what an administrator types.</summary>
internal static class EwsAddress
{
    private const string Path = "/EWS/Exchange.asmx";

    /// <summary>Null for nothing typed.</summary>
    /// <param name="server"><c>host</c>, <c>host:port</c> or a URL; always HTTPS, because a password goes there.</param>
    public static Uri? Parse(string? server)
    {
        if (string.IsNullOrWhiteSpace(server))
        {
            return null;
        }

        var text = server!.Trim();
        var typed = text.IndexOf("://", StringComparison.Ordinal) > 0 ? text : "https://" + text;
        if (!Uri.TryCreate(typed, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps || uri.Host.Length == 0)
        {
            throw new MigrationException(new Failure(FailureScope.Run, FailureRemedy.None, Reason.InvalidInput,
                $"'{text}' is no address of an Exchange server. Give a host name, host:port, or the https URL of EWS."));
        }

        return uri.AbsolutePath.Length > 1 ? uri : new Uri(uri, Path);
    }
}
