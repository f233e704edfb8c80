using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace KerioMigration.Simulation.Kerio.Imap.Mime;

/// <summary>Address lists of a header as ENVELOPE wants them. Group syntax is flattened; what is no address keeps its text as mailbox.</summary>
internal static class MailAddresses
{
    public static string Format(string? value)
    {
        var addresses = value is null ? [] : Split(value).Select(Address).Where(a => a is not null).ToArray();
        return addresses.Length == 0 ? "NIL" : $"({string.Concat(addresses)})";
    }

    private static string? Address(string text)
    {
        var open = text.LastIndexOf('<');
        var close = text.LastIndexOf('>');
        var name = open > 0 ? Phrase(text[..open]) : null;
        var address = open >= 0 && close > open ? text[(open + 1)..close].Trim() : WithoutComment(text);
        if (address.Length == 0 && string.IsNullOrEmpty(name))
        {
            return null;
        }

        var at = address.LastIndexOf('@');
        var host = at < 0 ? "\"\"" : ImapText.NString(address[(at + 1)..]);
        return $"({ImapText.NString(string.IsNullOrEmpty(name) ? null : name)} NIL {ImapText.NString(at < 0 ? address : address[..at])} {host})";
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

    /// <summary>Parts at commas (and around groups) that are not inside quotes, comments or angles.</summary>
    private static List<string> Split(string value)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var quoted = false;
        var depth = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            quoted ^= c == '"' && (i == 0 || value[i - 1] != '\\');
            depth = quoted ? depth : Math.Max(0, depth + (c is '(' or '<' ? 1 : c is ')' or '>' ? -1 : 0));
            if (quoted || depth > 0 || c is not (',' or ';' or ':'))
            {
                part.Append(c);
                continue;
            }

            if (c != ':')
            {
                parts.Add(part.ToString().Trim());
            }

            part.Clear();
        }

        parts.Add(part.ToString().Trim());
        return parts;
    }
}
