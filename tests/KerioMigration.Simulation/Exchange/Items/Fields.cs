using System;
using System.Collections.Generic;
using System.Text;
using KerioMigration.Simulation.Exchange.Schema;
using KerioMigration.Simulation.Exchange.Wire;
using KerioMigration.Simulation.Seeding;

namespace KerioMigration.Simulation.Exchange.Items;

/// <summary>Makes fields of one value; an item that is not of the kind, or has no value, writes nothing.</summary>
internal static class Fields
{
    public static ItemField Text<T>(string uri, FieldBase level, Func<T, string?> value, SchemaVersion since = default)
        where T : SeededItem
    {
        var name = ElementName(uri);
        return new ItemField(uri, level, Write, since);

        void Write(AnswerWriter answer, SeededItem item, ItemShape shape)
        {
            if (item is T known && value(known) is { } text)
            {
                answer.Element(name, shape.IsListing && text.Length > 255 ? Cut(text) : text);
            }
        }
    }

    public static ItemField Boolean<T>(string uri, FieldBase level, Func<T, bool> value, SchemaVersion since = default)
        where T : SeededItem
    {
        var name = ElementName(uri);
        return new ItemField(uri, level, Write, since);

        void Write(AnswerWriter answer, SeededItem item, ItemShape shape)
        {
            if (item is T known)
            {
                answer.Open(name);
                answer.Boolean(value(known));
                answer.Close(name);
            }
        }
    }

    public static ItemField Number<T>(string uri, FieldBase level, Func<T, long?> value, SchemaVersion since = default)
        where T : SeededItem
    {
        var name = ElementName(uri);
        return new ItemField(uri, level, Write, since);

        void Write(AnswerWriter answer, SeededItem item, ItemShape shape)
        {
            if (item is T known && value(known) is { } number)
            {
                answer.Open(name);
                answer.Number(number);
                answer.Close(name);
            }
        }
    }

    public static ItemField Date<T>(string uri, FieldBase level, Func<T, DateTimeOffset?> value, SchemaVersion since = default)
        where T : SeededItem
    {
        var name = ElementName(uri);
        return new ItemField(uri, level, Write, since);

        void Write(AnswerWriter answer, SeededItem item, ItemShape shape)
        {
            if (item is T known && value(known) is { } date)
            {
                Fields.Date(answer, name, date);
            }
        }
    }

    /// <summary>Several strings; nothing where there are none.</summary>
    public static ItemField Strings<T>(string uri, FieldBase level, Func<T, IReadOnlyList<string>> values, SchemaVersion since = default)
        where T : SeededItem
    {
        var name = ElementName(uri);
        return new ItemField(uri, level, Write, since);

        void Write(AnswerWriter answer, SeededItem item, ItemShape shape)
        {
            if (item is not T known || values(known) is not { Count: > 0 } texts)
            {
                return;
            }

            answer.Open(name);
            foreach (var text in texts)
            {
                answer.Element("t:String"u8, text);
            }

            answer.Close(name);
        }
    }

    /// <summary>Elements of any other shape.</summary>
    public static ItemField Other<T>(string uri, FieldBase level, Action<AnswerWriter, T, ItemShape> write, SchemaVersion since = default)
        where T : SeededItem
    {
        return new ItemField(uri, level, Write, since);

        void Write(AnswerWriter answer, SeededItem item, ItemShape shape)
        {
            if (item is T known)
            {
                write(answer, known, shape);
            }
        }
    }

    public static void Date(AnswerWriter answer, ReadOnlySpan<byte> name, DateTimeOffset date)
    {
        answer.Open(name);
        answer.Date(date);
        answer.Close(name);
    }

    /// <summary>Nothing for null.</summary>
    public static void Optional(AnswerWriter answer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            answer.Element(name, value);
        }
    }

    /// <summary>Listings cut at 255 characters, but not through a surrogate pair.</summary>
    public static string Cut(string text) => text[..(char.IsHighSurrogate(text[254]) ? 254 : 255)];

    private static byte[] ElementName(string uri) => Encoding.UTF8.GetBytes("t:" + uri[(uri.IndexOf(':', StringComparison.Ordinal) + 1)..]);
}
