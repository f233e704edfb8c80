using System;

namespace KerioMigration.Engine.Http;

/// <summary>How messages name a server.</summary>
internal static class ServerAddress
{
    /// <summary><c>host:port</c>, the port always there: a wrong port is half of all connection problems.</summary>
    public static string Of(Uri uri) => uri.Host + ":" + uri.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
