using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace KerioMigration.Engine.Kerio.Imap;

/// <summary>What a server says that it can do, after sign-in. Everything is optional: no complete list of any Kerio version is known.</summary>
internal sealed class ServerCapabilities
{
    private readonly HashSet<string> names;

    private ServerCapabilities(string line, IEnumerable<string> names)
    {
        Line = line;
        this.names = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>As received, for reports: this is how real values get known.</summary>
    public string Line { get; }

    /// <summary>RFC 3502: several messages in one APPEND, all or none.</summary>
    public bool MultiAppend => names.Contains("MULTIAPPEND");

    /// <summary>RFC 7888: literals are sent without waiting for the server's word.</summary>
    public bool LiteralPlus => names.Contains("LITERAL+");

    /// <summary>RFC 7888: as LITERAL+, up to 4096 bytes.</summary>
    public bool LiteralMinus => names.Contains("LITERAL-");

    /// <summary>RFC 4315: the server tells the UIDs of what it appended.</summary>
    public bool UidPlus => names.Contains("UIDPLUS");

    /// <summary>RFC 6851: messages go to another folder in one step.</summary>
    public bool Move => names.Contains("MOVE");

    /// <summary>RFC 3516: literals that may hold NUL.</summary>
    public bool Binary => names.Contains("BINARY");

    public bool SpecialUse => names.Contains("SPECIAL-USE");

    public bool StartTls => names.Contains("STARTTLS");

    /// <summary>RFC 7889: the largest message, for all folders alike; null when not said here.</summary>
    public long? AppendLimit => names
        .Where(n => n.StartsWith("APPENDLIMIT=", StringComparison.OrdinalIgnoreCase))
        .Select(n => long.TryParse(n.Substring(12), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : (long?)null)
        .FirstOrDefault();

    /// <summary>RFC 7889: each folder has its own limit, told by STATUS.</summary>
    public bool AppendLimitByFolder => names.Contains("APPENDLIMIT");

    /// <param name="line">Names separated by blanks, without the word CAPABILITY.</param>
    public static ServerCapabilities Parse(string line) => new(line.Trim(), line.Split([' '], StringSplitOptions.RemoveEmptyEntries));
}
