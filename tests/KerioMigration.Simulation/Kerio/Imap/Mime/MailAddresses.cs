using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace KerioMigration.Simulation.Kerio.Imap.Mime;

/// <summary>Address lists of a header as ENVELOPE wants them (RFC 3501, 7.4.2), groups with their marks around the members.</summary>
internal static class MailAddresses
{
    private const string GroupEnd = "(NIL NIL NIL NIL)";

    public static string Format(string? value)
    {
        var addresses = value is null ? string.Empty : string.Concat(Split(value).Select(p => Address(p.Text, p.End)));
        return addresses.Length == 0 ? "NIL" : $"({addresses})";
    }

    /// <summary>One piece of the list; <paramref name="end"/> is the character that ended it: a colon names a group, a semicolon closes it.</summary>
    private static string Address(string text, char end)
    {
        if (end == ':')
        {
            return $"(NIL NIL {ImapText.NString(Phrase(text))} NIL)";
        }

        var open = text.LastIndexOf('<');
        var close = text.LastIndexOf('>');
        var hasAngles = open >= 0 && close > open;
        var name = hasAngles ? Phrase(text[..open]) : Comment(text);
        var address = hasAngles ? text[(open + 1)..close].Trim() : WithoutComment(text);
        var tail = end == ';' ? GroupEnd : string.Empty;
        if (address.Length == 0 && name.Length == 0)
        {
            return tail;
        }

        var at = address.LastIndexOf('@');

        // NIL would mean a group: an address of the local machine gets that host, as Dovecot writes it.
        var host = at < 0 ? "\"localhost\"" : ImapText.NString(address[(at + 1)..]);
        return $"({ImapText.NString(name.Length == 0 ? null : name)} NIL {ImapText.NString(at < 0 ? address : address[..at])} {host}){tail}";
    }

    /// <summary>Words and quoted strings in any order (RFC 5322, 3.2.5), the quotes and their escapes taken away.</summary>
    private static string Phrase(string text)
    {
        var phrase = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                phrase.Append(text[++i]);
            }
            else if (text[i] != '"')
            {
                phrase.Append(text[i]);
            }
        }

        return phrase.ToString().Trim();
    }

    private static string WithoutComment(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        return (open < 0 ? text : text[..open]).Trim();
    }

    /// <summary>The old form <c>address (Name)</c>.</summary>
    private static string Comment(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.LastIndexOf(')');
        return open >= 0 && close > open ? text[(open + 1)..close].Trim() : string.Empty;
    }

    /// <summary>Parts at commas, colons and semicolons that are not inside quotes, comments or angles.</summary>
    private static List<(string Text, char End)> Split(string value)
    {
        var parts = new List<(string, char)>();
        var from = 0;
        var quoted = false;
        var depth = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            quoted ^= c == '"' && (i == 0 || value[i - 1] != '\\');
            depth = quoted ? depth : Math.Max(0, depth + (c is '(' or '<' ? 1 : c is ')' or '>' ? -1 : 0));
            if (!quoted && depth == 0 && c is (',' or ';' or ':'))
            {
                parts.Add((value[from..i].Trim(), c));
                from = i + 1;
            }
        }

        parts.Add((value[from..].Trim(), ','));
        return parts;
    }
}
